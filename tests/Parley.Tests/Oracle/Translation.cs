using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Tests.Oracle;

/// <summary>Turns the Python of a cast into C#, line by line: the first form that fits a line says what becomes of
/// it.</summary>
internal static class Translation
{
    private const string Opened = " {"; // ends what opens a block

    private static readonly Dictionary<string, string> s_types = new()
    {
        ["returning"] = "Generator<int, int?, int?>",
        ["sending"] = "Generator<int, int?>",
        ["plain"] = "Generator<int>",
    };

    private static readonly (Regex Python, string CSharp)[] s_forms =
    [
        .. Forms(
            (@"x = None", "int? x = null;"),
            (@"x = add\(\(yield (\d+)\), \(yield (\d+)\)\)", "x = Stage.Add(await yield($1), await yield($2));"),
            (@"x = kept\((\w+), \(yield from \1\)\)", "x = await yield.From($1);"),
            (@"yield from \[(.*)\]", "await yield.From(new int[] { $1 });"),
            (@"yield from Feed\(\[(.*)\], None, None\)", "await yield.From(new Feed([$1], null, null));"),
            (@"yield from Feed\(\[(.*)\], (\w+), None\)", "await yield.From(new Feed([$1], () => new $2(), null));"),
            (@"yield from Feed\(\[(.*)\], None, (\w+)\)", "await yield.From(new Feed([$1], null, () => new $2()));"),
            (@"yield from Feed\(\[(.*)\], (\w+), (\w+)\)",
                "await yield.From(new Feed([$1], () => new $2(), () => new $3()));"),
            (@"yield from (\w+)", "await yield.From($1);"),
            (@"(x = )?yield twist\(x\)", "$1await yield(Stage.Twist(x));"),
            (@"(x = )?yield (\d+)", "$1await yield($2);"),
            (@"(x = )?next\((\w+)\)", "$1$2.Next();"),
            (@"(x = )?send\((\w+), (\d+)\)", "$1$2.Send($3);"),
            (@"(x = )?throw\((\w+), (.+)\)", "$1$2.Throw(new $3);"),
            (@"close\((\w+)\)", "$1.Close();"),
            (@"try_next\((\w+)\)", "stage.TryNext($1);"),
            (@"try_send\((\w+), (\d+)\)", "stage.TrySend($1, $2);"),
            (@"try_throw\((\w+), (.+)\)", "stage.TryThrow($1, new $2);"),
            (@"try_close\((\w+)\)", "stage.TryClose($1);"),
            (@"look\(\)", "stage.Look();"),
            (@"log\('(\w+)'\)", "stage.Log(\"$1\");"),
            (@"log\(x\)", "stage.Log(x);"),
            (@"caught\((\w+)\)", "stage.Caught($1);"),
            (@"raise (e\d+)", "throw $1;"),
            (@"raise (.+)", "throw new $1;"),
            (@"raise", "throw;"),
            (@"return None", "return null;"),
            (@"(return \w+|return|break|continue)", "$1;"),
            (@"try:", "try" + Opened),
            (@"finally:", "finally" + Opened),
            (@"except Exception as (\w+):", "catch (Exception $1) when ($1 is not GeneratorExitException)" + Opened),
            (@"except (\w+) as (\w+):", "catch ($1 $2)" + Opened),
            (@"for _ in range\((\d)\):", "for (int i@ = 0; i@ < $1; i@++)" + Opened),
            (@"for x in (\w+):", "while ($1.MoveNext())" + Opened + " x = $1.Current;")),
    ];

    private static readonly (Regex Python, string CSharp)[] s_names =
    [
        .. Names(
            (@"new StopIteration(?=\(\d)", "StopIterationException.FromValue"),
            ("Misuse", "InvalidOperationException"), ("StopIteration", "StopIterationException"),
            ("GeneratorExit", "GeneratorExitException"), ("BaseException", "Exception")),
    ];

    /// <summary>A method <paramref name="name"/> that makes the cast's generators and adds them to a stage.</summary>
    public static string ToMethod(string name, string python)
    {
        string[] lines = python.TrimEnd().Split('\n');
        var declarations = new StringBuilder();
        var bodies = new StringBuilder();
        int depth = 0, loops = 0;
        string kind = "";
        foreach (string line in lines)
        {
            string statement = line.TrimStart();
            int indent = (line.Length - statement.Length) / 4;
            for (; depth > indent; depth--) Close(bodies, depth, kind);
            if (statement[0] == '@') { kind = statement[1..]; }
            else if (Regex.Match(statement, @"^def (\w+)") is { Success: true } definition)
            {
                string generator = definition.Groups[1].Value;
                declarations.Append($"        {s_types[kind]} {generator} = null!;\n");
                bodies.Append($"        stage.Add({generator} = new(async yield =>\n        {{\n");
                depth = 1;
            }
            else
            {
                string translated = Translate(statement).Replace("@", $"{++loops}", StringComparison.Ordinal);
                bodies.Append(' ', 8 + (indent * 4)).Append(translated).Append('\n');
                if (translated.Contains(Opened, StringComparison.Ordinal) && statement[^1] == ':') depth = indent + 1;
            }
        }
        for (; depth > 0; depth--) Close(bodies, depth, kind);
        return $"    public static void {name}(Stage stage)\n    {{\n{declarations}{bodies}    }}\n";
    }

    private static void Close(StringBuilder text, int depth, string kind)
    {
        if (depth == 1 && kind == "returning") text.Append("            return null;\n");
        text.Append(' ', 4 + (depth * 4)).Append(depth == 1 ? "}));\n" : "}\n");
    }

    private static string Translate(string statement)
    {
        (Regex python, string cSharp) = s_forms.First(form => form.Python.IsMatch(statement));
        string translated = python.Replace(statement, cSharp);
        foreach ((Regex name, string inCSharp) in s_names) translated = name.Replace(translated, inCSharp);
        return translated;
    }

    private static IEnumerable<(Regex, string)> Forms(params (string Python, string CSharp)[] forms) =>
        forms.Select(form => (new Regex($"^{form.Python}$"), form.CSharp));

    private static IEnumerable<(Regex, string)> Names(params (string Python, string CSharp)[] names) =>
        names.Select(name => (new Regex($@"\b{name.Python}\b"), name.CSharp));
}
