using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>yield.Ask: what comes back is of the type that the request is for.</summary>
public class AskTests
{
    private record Number(string Text) : IRequest<int>;
    private record Line(string Text) : IRequest<string>;
    private record Maybe : IRequest<int?>;

    [Fact]
    public async Task An_answer_is_of_the_requests_type()
    {
        var g = Make<object, object?, string>(async yield =>
        {
            int n = await yield.Ask(new Number("how many"));
            string s = await yield.Ask(new Line("of what"));
            return $"{n} {s}";
        });
        await Expect.Yields(new Number("how many"), g.NextAsync());
        await Expect.Yields(new Line("of what"), g.SendAsync(3));
        await Expect.Returns("3 eggs", () => g.SendAsync("eggs"));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error_at_that_yield_that_names_both()
    {
        var g = Make<object, object?>(async yield =>
        {
            while (true)
            {
                try { await yield(await yield.Ask(new Number("?"))); }
                catch (InvalidOperationException e) { await yield(e.Message); }
            }
        });
        await g.NextAsync();
        string message = (string)await g.SendAsync("three");
        Assert.Contains("System.Int32", message, StringComparison.Ordinal);
        Assert.Contains("System.String", message, StringComparison.Ordinal);
        await g.NextAsync();
        message = (string)await g.NextAsync();
        Assert.Contains("null was sent", message, StringComparison.Ordinal);
        await g.NextAsync();
        await Expect.Yields(4, g.SendAsync(4));
    }

    [Fact]
    public async Task Null_is_an_answer_unless_a_value_type_is_asked_for()
    {
        var g = Make<object?, object?>(async yield =>
        {
            await yield(await yield.Ask(new Line("?")));
            await yield(await yield.Ask(new Maybe()));
            int? some = await yield.Ask(new Maybe());
            await yield(some + 1);
        });
        await g.NextAsync();
        await Expect.Yields(null, g.SendAsync(null));
        await g.NextAsync();
        await Expect.Yields(null, g.SendAsync(null));
        await g.NextAsync();
        await Expect.Yields(6, g.SendAsync(5));
    }

    [Fact]
    public async Task A_request_that_cannot_be_yielded_is_an_error_there_that_names_both()
    {
        var g = Make<string, object?>(async yield =>
        {
            try { await yield.Ask(new Number("?")); }
            catch (InvalidOperationException e) { await yield(e.Message); }
            try { await yield.Ask<string, object?, int>(null!); }
            catch (ArgumentNullException e) { await yield(e.ParamName!); }
        });
        string message = await g.NextAsync();
        Assert.Contains("System.String", message, StringComparison.Ordinal);
        Assert.Contains(typeof(Number).ToString(), message, StringComparison.Ordinal);
        await Expect.Yields("request", g.NextAsync());
    }

    [Fact]
    public async Task An_answer_of_another_type_that_is_not_caught_ends_the_body_there()
    {
        var g = Make<object, object?, int>(async yield => await yield.Ask(new Number("?")));
        await g.NextAsync();
        var error = await Refuses("System.Int32", () => g.SendAsync(3L));
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Same(error, Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    [Fact]
    public async Task A_driver_answers()
    {
        var g = Make<object, object, string>(async yield =>
            $"{await yield.Ask(new Line("name"))} is {await yield.Ask(new Number("age"))}");
        Assert.Equal("Ada is 36", await g.RunAsync(async request => request is Number ? 36 : "Ada"));
    }

    [Fact]
    public async Task Throws_and_closes_arrive_at_it_and_it_works_behind_a_From()
    {
        List<string> log = [];
        var inner = Make<object, object?, int>(async yield =>
        {
            try { return await yield.Ask(new Number("1")); }
            catch (ArithmeticException) { log.Add("caught"); }

            try { return await yield.Ask(new Number("2")); }
            finally { log.Add("finally"); }
        });
        var outer = Make<object, object?, int>(async yield => await yield.From(inner));
        await outer.NextAsync();
        await Expect.Yields(new Number("2"), outer.ThrowAsync(new ArithmeticException()));
        await Expect.Returns(8, () => outer.SendAsync(8));
        Assert.Equal(["caught", "finally"], log);
    }
}
