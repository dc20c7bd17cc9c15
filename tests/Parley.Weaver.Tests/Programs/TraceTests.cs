namespace Parley.Weaver.Tests.Programs;

/// <summary>What a debugger and a stack trace know of a woven body.</summary>
public class TraceTests
{
    [Fact]
    public void Stack_traces_have_the_same_lines() => Comparison.Woven("""
        static void Fails(string why)
        {
            throw new Oops(why);
        }
        static Generator<int, int> Make() => new(async yield =>
        {
            int n = await yield(1);
            if (n == 1)
                Fails("first");
            try
            {
                n = await yield(2);
                if (n == 2)
                    Fails("second");
                await yield
                    (n);
            }
            finally
            {
                if (n == 3)
                    Fails("third");
            }
            Fails("last");
        });
        static void Main()
        {
            foreach (int[] sends in new int[][] { [1], [0, 2], [0, 3, 0], [0, 0, 0] })
            {
                var g = Make();
                g.MoveNext();
                try { foreach (int n in sends) g.Send(n); } catch (Exception e) { Log(Lines(e)); }
            }
            var thrown = Make();
            thrown.MoveNext();
            try { thrown.Throw(new Oops("thrown in")); } catch (Exception e) { Log(Lines(e)); }
            var closed = Make();
            closed.MoveNext(); closed.Send(0); closed.Send(3);
            try { closed.Close(); } catch (Exception e) { Log(Lines(e)); }
        }
        static object Lines(Exception e) => new StackTrace(e, true).GetFrames()
            .Where(frame => frame.GetFileName() == "Program.cs").Select(frame => frame.GetFileLineNumber());
        """);

    [Fact]
    public void A_frame_of_a_woven_body_names_its_method()
    {
        Outcome outcome = Comparison.Woven("""
            static Generator<int> Named() => new(async yield => { await yield(1); throw new Oops("x"); });
            static Generator<int> OfMethod() => new(Body);
            static async GeneratorBody Body(Yield<int> yield) { await yield(1); throw new Oops("y"); }
            static void Main()
            {
                foreach (var g in new[] { Named(), OfMethod() })
                {
                    try { g.MoveNext(); g.MoveNext(); } catch (Oops e) { Log(e.StackTrace!.Contains(g.Name)); }
                }
            }
            """);
        Assert.Equal("True\nTrue\n", outcome.Log);
    }

    [Fact]
    public void Breakpoints_and_steps_are_those_of_before()
    {
        Outcome outcome = Comparison.Woven("""
            static Generator<int, int> Make() => new(async yield =>
            {
                int first = await yield(1);
                for (int i = 0; i < first; i++)
                {
                    int inner = i * 2;
                    await yield(inner);
                }
            });
            static void Main() => Probe(Make, 2, 3);
            """);
        using var module = Modules.Own.Read(outcome.Assembly, outcome.Symbols);
        var methods = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList();
        var before = methods.Single(method => method is { Name: "MoveNext", Parameters.Count: 0 });
        var woven = methods.Single(method => method is { Name: "MoveNext", Parameters.Count: 2 });
        Assert.Equal(Lines(before), Lines(woven));
        Assert.NotEmpty(Lines(woven));

        static List<(int, int, int)> Lines(Mono.Cecil.MethodDefinition method) =>
            [.. method.DebugInformation.SequencePoints
            .Where(point => !point.IsHidden).Select(point => (point.StartLine, point.StartColumn,
                point.EndColumn)).Distinct().Order()];
    }
}
