using System.Globalization;
using RunningAverage;

namespace Parley.Tests.Samples;

public class MeasurementsTests
{
    [Theory]
    [InlineData("1\n2\n", "1 2"), InlineData("1\n2", "1 2")]
    [InlineData("1\r\n2\r\n", "1 2"), InlineData("1\r2\r", "1 2")]
    [InlineData("\n\n1\n\n \n2\n\n", "1 2")]
    [InlineData(" 1 \n\t-2.5e1\n+.5", "1 -25 0.5")]
    public void A_first_line_that_is_a_number_makes_all_lines_numbers(string text, string expected)
    {
        var measurements = Read(text);
        Assert.Equal((null, false, expected), (measurements.Column, measurements.HasDates, Show(measurements)));
    }

    [Theory]
    [InlineData("1\nabc\n3", "1 [line 2: 'abc' is not a number.] 3")]
    [InlineData("1\n12,5\n\"3\"", "1 [line 2: '12,5' is not a number.] [line 3: '\"3\"' is not a number.]")]
    [InlineData("1\n\n\r\n1.2.3\r\n2", "1 [line 4: '1.2.3' is not a number.] 2")]
    [InlineData("1\n\"a\n2", "1 [line 2: '\"a' is not a number.] 2")]
    [InlineData("1\nNaN\n-Infinity\n1e999", "1 [line 2: 'NaN' is not a finite number.] " +
        "[line 3: '-Infinity' is not a finite number.] [line 4: '1e999' is not a finite number.]")]
    [InlineData("NaN\n2", "[line 1: 'NaN' is not a finite number.] 2")]
    [InlineData("1\na\tb\u001b[31m\0", "1 [line 2: 'a b [31m ' is not a number.]")]
    public void A_line_that_is_no_number_is_an_error_with_its_number(string text, string expected) =>
        Assert.Equal(expected, Show(Read(text)));

    [Theory]
    [InlineData("abc\n1\n2", "1 2"), InlineData("\"a,b\"\n\"1\"\n2", "1 2")]
    [InlineData("date,v\n2012-01-31,1\n2012-02-01,2", "2012-01:1 2012-02:2")]
    [InlineData("v,Date\n1,2012-01-31T12:00\n2,2012-01-31 13:00", "2012-01:1 2012-01:2")]
    [InlineData("date,v\n1/2/2012,1\n2012-13-01,2\n2012-01-01,3\n,4\n2012-02-01,x", "1 2 2012-01:3 2012-01:4 " +
        "2012-02:[line 6: 'x' is not a number.]")]
    public void Otherwise_it_is_a_csv_of_one_column_and_maybe_dates(string text, string expected) =>
        Assert.Equal(expected, Show(Read(text)));

    [Theory]
    [InlineData("a,v\n1,2\n", "2"), InlineData(" a , v \n1, 2 \r\n", "2")]
    [InlineData("\uFEFFv,b\n1,2\n", "1"), InlineData("v\n1\n", "1")]
    [InlineData("a,v\n\"one, \"\"two\"\"\nand three\",2\nx,y", "2 [line 4: 'y' is not a number.]")]
    [InlineData("a,v\n1\n1,2,3\n,4\n5,", "[line 2: its number of fields is 1, not 2.] " +
        "[line 3: its number of fields is 3, not 2.] 4 [line 5: '' is not a number.]")]
    [InlineData("a,v\n1,2\n\"3,4\n5,6\n", "2 [line 3: a quote is opened here and never closed.]")]
    [InlineData("a,v\n5\" pipe,2", "[line 2: a quote is opened here and never closed.]")]
    [InlineData("a,v\r\n\r\n5\" by 6\" tile,2\r\nx,y", "2 [line 4: 'y' is not a number.]")]
    [InlineData("\n\na,\"v\"\n1,x", "[line 4: 'x' is not a number.]")]
    [InlineData("\"a\n\nb\",v\n1,x", "[line 4: 'x' is not a number.]")]
    [InlineData("a,v,v\n1,2,3", "2"), InlineData("a,v", "")]
    public void A_column_is_read_by_its_name(string text, string expected)
    {
        var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var measurements = new Measurements(new StreamReader(bytes), "x.csv", "v");
        Assert.Equal(("v", expected), (measurements.Column, Show(measurements)));
    }

    [Fact]
    public void A_header_that_is_a_number_is_one_if_it_is_asked_for()
    {
        Measurements measurements = Read("2012\n1\n", "2012");
        Assert.Equal(("2012", "1"), (measurements.Column, Show(measurements)));
    }

    [Theory]
    [InlineData("", null, "x.csv is empty."), InlineData("\n \r\n\n", null, "x.csv is empty.")]
    [InlineData("a,b,c\n1,2,3", null, "which column of x.csv? It has: a, b, c")]
    [InlineData("date,b,c\n", null, "which column of x.csv? It has: date, b, c")]
    [InlineData("a,b\n1,2", "c", "there is no column 'c' in x.csv. It has: a, b")]
    [InlineData("12\n13", "A", "there is no column 'A' in x.csv. It has: 12")]
    public void What_cannot_be_read_at_all_is_said_at_once(string text, string? column, string expected) =>
        Assert.Equal(expected, Assert.Throws<InputException>(() => Read(text, column)).Message);

    [Fact]
    public void Many_columns_are_not_all_listed()
    {
        static string Error(string header) => Assert.Throws<InputException>(() => Read(header, "x")).Message;
        string header = string.Join(',', Enumerable.Range(1, 25).Select(i => $"c{i}"));
        Assert.EndsWith("c19, c20 and 5 more", Error(header), StringComparison.Ordinal);
        Assert.Equal("x.csv has more than 16384 columns.", Error(new string(',', 20_000)));
    }

    [Theory, InlineData(1000, "1E+99", null), InlineData(1001, null, "is not a number.")]
    public void A_number_of_a_thousand_characters_is_read_and_a_longer_one_is_an_error(
        int length, string? value, string? error)
    {
        string number = "1" + new string('0', 99) + "." + new string('0', length - 101);
        Measurement second = Read("0\n" + number).Read().ElementAt(1);
        Assert.Equal(value, second.Error is null ? second.Value.ToString(CultureInfo.InvariantCulture) : null);
        Assert.Equal(error is null ? null : $"line 2: '{number[..40]}...' {error}", second.Error?.Message);
    }

    [Fact]
    public void Nothing_is_read_ahead()
    {
        var text = new Typed("1\r\n2\r\n");
        using IEnumerator<Measurement> lines = new Measurements(text, "x", null).Read().GetEnumerator();
        lines.MoveNext();
        Assert.Equal(2, text.Taken);
        lines.MoveNext();
        Assert.Equal(5, text.Taken);
    }

    private static Measurements Read(string text, string? column = null) =>
        new(new StringReader(text), "x.csv", column);

    private static string Show(Measurements measurements) => string.Join(' ', measurements.Read().Select(m =>
        (m.Month is null ? "" : m.Month + ":") +
        (m.Error is null ? m.Value.ToString(CultureInfo.InvariantCulture) : $"[{m.Error.Message}]")));

    private sealed class Typed(string text) : StringReader(text)
    {
        public int Taken { get; private set; }
        public override int Read() { Taken++; return base.Read(); }
    }
}
