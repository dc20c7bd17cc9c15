// The process that the crash tests kill. It goes on with conversations in a file, sends to each in turn, and prints
// what has been acknowledged. What its effects do to the world is a line with the key in a file of its own.
//
//   Parley.Durable.Crash FOLDER COUNT [POINT NUMBER]
//
// COUNT is that of the conversations. At the NUMBERth time that it comes to POINT, it kills itself.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley;
using Parley.Durable;
using Parley.Durable.Crash;
using Parley.Durable.Sqlite;

string folder = args[0];
int count = int.Parse(args[1], CultureInfo.InvariantCulture);
if (args is [_, _, var point, var number]) Points.At(point, int.Parse(number, CultureInfo.InvariantCulture));

using FileStream world = new(Path.Combine(folder, "world.txt"), FileMode.Append, FileAccess.Write, FileShare.Read);
Generator<string, int, int> Talk(Durable<string, int> d, string name) => new(async yield =>
{
    int total = 0;
    while (true)
    {
        int sent = await yield($"{total}");
        total += await yield.From(d.Run("act", async (key, token) =>
        {
            Points.Reach("effect begun");
            lock (world)
            {
                world.Write(System.Text.Encoding.UTF8.GetBytes($"{key} {sent}\n"));
                world.Flush(flushToDisk: true);
            }

            Points.Reach("effect done");
            return sent;
        }));
    }
});

ServiceCollection services = new();
services
    .AddParleyDurable(options =>
    {
        options.UseStore(_ => new CrashingStore(new SqliteConversationStore(
            new() { Path = Path.Combine(folder, "conversations.db") })));
        options.EffectLease = TimeSpan.FromMilliseconds(200);
        options.ScanInterval = TimeSpan.FromMilliseconds(20);
    })
    .AddConversation<string, string, int, int>("talk", 1, Talk, CrashJson.Default);
await using ServiceProvider provider = services.BuildServiceProvider();
foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
var talks = provider.GetRequiredService<IConversations<string, string, int, int>>();

await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
{
    string id = $"talk {i}";
    var turn = await talks.StartAsync(id, "");
    while (true)
    {
        while (turn.Status == ConversationStatus.Running)
        {
            await Task.Delay(5);
            turn = await talks.GetAsync(id);
        }

        if (turn.Status != ConversationStatus.Asking)
            throw new UnreachableException($"{id} is {turn.Status}: {turn.Error}");
        int total = int.Parse(turn.Question!, CultureInfo.InvariantCulture);
        turn = await talks.SendAsync(id, turn.Version, 1);
        Points.Reach("acknowledged");
        Console.WriteLine($"{i} {turn.Version} {total + 1} {turn.Question}");
    }
}));

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class CrashJson : JsonSerializerContext;
