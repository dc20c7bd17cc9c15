namespace Parley.Analyzers.Tests.Rules;

public class PAR107Tests
{
    [Theory]
    [InlineData("try { await yield(\"?\"); } finally { await yield.From({|PAR107:d.Run(\"undo\", Undo)|}); }")]
    [InlineData("try { await yield(\"?\"); } finally { if (name != \"\") { await " +
        "yield.From({|PAR107:d.Sleep(TimeSpan.Zero)|}); } }")]
    [InlineData("try { await yield(\"?\"); } catch { await yield.From({|PAR107:d.Run(\"undo\", Undo)|}); }")]
    [InlineData("try { await yield(\"?\"); } catch (Exception) { await yield.From({|PAR107:d.Run(\"undo\", " +
        "Undo)|}); throw; }")]
    [InlineData("try { await yield(\"?\"); } catch (SystemException e) { await yield.From({|PAR107:d.Run(\"undo\", " +
        "Undo)|}); throw; }")]
    [InlineData("try { await yield(\"?\"); } catch (FormatException) { } catch (Exception) { try { await " +
        "yield.From({|PAR107:d.Run(\"undo\", Undo)|}); } catch (FormatException) { } }")]
    public Task Finds(string body) => Verify.Finds<PAR107ForABug>(In(body));

    [Theory]
    [InlineData("try { await yield(\"?\"); } catch (ConversationCanceledException) { await " +
        "yield.From(d.Run(\"undo\", Undo)); throw; }")]
    [InlineData("try { await yield(\"?\"); } catch (Exception e) when (e is TimeoutException) { await " +
        "yield.From(d.Run(\"undo\", Undo)); }")]
    [InlineData("try { await yield.From(d.Run(\"do\", Undo)); } finally { Console.WriteLine(); } await " +
        "yield.From(d.Run(\"more\", Undo));")]
    [InlineData("try { await yield(\"?\"); } catch (Exception) { var g = new Generator<string, string>(async " +
        "yield => await yield.From(d.Run(\"undo\", Undo))); throw; }")]
    [InlineData("try { await yield(\"?\"); } catch (Exception) { var x = d.NewGuid(); throw; }")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR107ForABug>(In(body));

    private static string In(string body) => $$"""
        using Parley.Durable;
        Console.WriteLine(Talk(null!, ""));

        static Generator<string, string, string> Talk(Durable<string, string> d, string name) => new(async yield =>
        {
            {{body}}
            return await yield("Done?");
        });

        static Task Undo(string key, CancellationToken token) => Task.CompletedTask;
        """;
}
