using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Parley.Durable;
using Parley.Durable.Stores;

namespace Parley.Weaver.Tests.Programs;

/// <summary>A journal doesn't tell whether the body was woven: each form goes on where the other one was.</summary>
public sealed class JournalTests
{
    private const string Program = """
        public static Generator<string, string, string> Serve(Parley.Durable.Durable<string, string> d, string name) =>
            new(async yield =>
            {
                List<string> all = [$"{d.NewGuid()}".Length.ToString()];
                for (int i = 0; i < 3; i++)
                {
                    try
                    {
                        all.Add(await yield(name + " " + i) + await yield(await yield.From(d.Run("act",
                            (key, token) => System.Threading.Tasks.Task.FromResult("done")))));
                        all.Add(await yield.From(Ask(string.Join(",", all))));
                    }
                    catch (Parley.Durable.ConversationFaultException e) when (e.Message != "")
                    {
                        all.Add("caught " + e.Message);
                        all.Add(await yield("again?"));
                    }
                    finally
                    {
                        all.Add("finally");
                    }
                }

                return string.Join(",", all);
            });

        static Generator<string, string, string> Ask(string question) => new(async yield =>
        {
            string answer = "";
            while (answer.Length < 2) answer += await yield(question + "?" + answer);
            return answer;
        });

        static void Main()
        {
        }
        """;

    [Fact]
    public async Task Each_form_goes_on_where_the_other_one_was()
    {
        (byte[] assembly, byte[] symbols) = Compiler.Compile(Program, OptimizationLevel.Release);
        (byte[] woven, byte[] wovenSymbols, var bodies) = Comparison.Weave(assembly, symbols);
        Assert.Equal(2, bodies.Count);
        Assert.All(bodies, body => Assert.Null(body.Reason));
        Body[] forms = [Load(assembly, symbols), Load(woven, wovenSymbols)];
        Assert.NotSame(forms[0].Method.Module, forms[1].Method.Module);

        string[]? expected = null;
        for (int mask = 0; mask < 1 << 8; mask++)
        {
            string[] asked = await Talk(step => forms[(mask >> (step % 8)) & 1]);
            expected ??= asked;
            Assert.Equal(expected, asked);
        }

        Assert.Contains(expected!, it => it.Contains("caught 4", StringComparison.Ordinal));
        Assert.True(expected!.Length > 10);
    }

    // A conversation whose process ends at each question, and what it asks.
    private static async Task<string[]> Talk(Func<int, Body> form)
    {
        InMemoryConversationStore store = new();
        List<string> asked = [];
        for (int step = 0; ; step++)
        {
            ServiceCollection services = new();
            services.AddParleyDurable(options => options.UseStore(_ => store))
                .AddConversation<string, string, string, string>("talk", 1, form(step).Invoke, JournalJson.Default);
            await using var provider = services.BuildServiceProvider();
            var talks = provider.GetRequiredService<IConversations<string, string, string, string>>();
            Turn<string, string> turn;
            if (step == 0)
            {
                turn = await talks.StartAsync("a", "Ann");
            }
            else
            {
                long version = (await talks.GetAsync("a")).Version;
                turn = step == 4
                    ? await talks.ThrowAsync("a", version, new("Fault", $"{step}"))
                    : await talks.SendAsync("a", version, $"{step % 10}");
            }

            asked.Add(turn.Question ?? turn.Result!);
            if (turn.HasEnded) return [.. asked];
        }
    }

    private static Body Load(byte[] assembly, byte[] symbols)
    {
        AssemblyLoadContext context = new(null);
        Assembly program = context.LoadFromStream(new MemoryStream(assembly), new MemoryStream(symbols));
        return program.GetType("Program")!.GetMethod("Serve")!.CreateDelegate<Body>();
    }

    private delegate Generator<string, string, string> Body(
        global::Parley.Durable.Durable<string, string> d, string name);
}

[JsonSerializable(typeof(string))]
internal sealed partial class JournalJson : JsonSerializerContext;
