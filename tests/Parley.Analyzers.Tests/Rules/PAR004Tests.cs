namespace Parley.Analyzers.Tests.Rules;

public class PAR004Tests
{
    [Theory]
    [InlineData("while (true) { try { await yield(1); } {|PAR004:catch|} (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("while (true) { try { await yield(1); } {|PAR004:catch|} { } }")]
    [InlineData("while (true) { try { await yield(1); } {|PAR004:catch|} (Exception) { continue; } }")]
    [InlineData("try { await yield(1); } {|PAR004:catch|} (Exception) { await yield(2); return; }")]
    [InlineData("try { if (true) { await yield(1); } } {|PAR004:catch|} (Exception) { } Console.WriteLine();")]
    [InlineData("try { await yield(1); } catch (FormatException) { throw; } {|PAR004:catch|} (Exception) { }")]
    public Task Finds(string body) => Verify.Finds<PAR004CatchSwallowsExit>(In(body));

    [Theory]
    [InlineData("try { await yield(1); } catch (Exception) { throw; }")]
    [InlineData("try { await yield(1); } catch (Exception e) { throw new FormatException(\"\", e); }")]
    [InlineData("try { await yield(1); } catch (Exception e) when (e is not GeneratorExitException) { }")]
    [InlineData("try { await yield(1); } catch (GeneratorExitException) { throw; } catch (Exception) { }")]
    [InlineData("try { await yield(1); } catch (FormatException) { }")]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { } await yield(1);")]
    [InlineData("try { Action a = () => { }; } catch (Exception) { }")]
    [InlineData("try { await yield(1); } catch (Exception) { return; }")]
    public Task Is_silent_for(string body) => Verify.Finds<PAR004CatchSwallowsExit>(In(body));

    [Theory]
    [InlineData("{|PAR004:catch|} (Exception e) { }", "catch (Exception e) when (e is not GeneratorExitException) { }")]
    [InlineData("{|PAR004:catch|} (Exception) { }", "catch (Exception e) when (e is not GeneratorExitException) { }")]
    [InlineData("{|PAR004:catch|} { }", "catch (Exception e) when (e is not GeneratorExitException) { }")]
    public Task Adds_a_filter(string clause, string better) => Verify.Fixes<PAR004CatchSwallowsExit, AddExitFilter>(
        In($"try {{ await yield(1); }} {clause}"), In($"try {{ await yield(1); }} {better}"));

    private static string In(string body) => $$"""
        var g = new Generator<int, int>(async yield =>
        {
            {{body}}
        });
        """;
}
