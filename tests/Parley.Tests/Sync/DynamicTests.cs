using System.Security;
using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>A yield of a dynamic value is dynamic itself, and so is what is awaited.</summary>
public class DynamicTests : SyncTests
{
    private static readonly dynamic[] s_rows = [new { Id = 3 }, new { Id = 4 }];

    [Fact]
    public void In_a_synchronous_body_it_compiles_and_the_reason_that_it_cannot_run_is_reported()
    {
        Generator<object> Rows() => new(async yield => { foreach (dynamic row in s_rows) await yield(row.Id); });
        var g = Rows();
        Assert.Throws<VerificationException>(() => g.Next());
        Assert.Equal(Closed, g.State);
        Assert.Throws<VerificationException>(() => { foreach (object _ in Rows()) Assert.Fail("It has run."); });
        Assert.Throws<VerificationException>(() => Delegating(Rows()).MoveNext());
    }

    [Fact]
    public void In_a_synchronous_body_a_value_of_a_type_runs() => Assert.Equal(
        [3, 4],
        new Generator<object>(async yield => { foreach (dynamic row in s_rows) await yield((object)row.Id); }));

    [Fact]
    public async Task In_an_asynchronous_body_it_runs()
    {
        var g = new AsyncGenerator<object>(async yield => { foreach (dynamic row in s_rows) await yield(row.Id); });
        Assert.Equal(3, await g.NextAsync());
        Assert.Equal(4, await g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }
}
