using Simulation.Kernel;

namespace Parley.Tests.Samples;

public class SimulationTests
{
    private readonly Simulator _simulator = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Processes_take_turns_in_simulated_time()
    {
        Generator<Event, Event> Clock(string name, double period) => new(async yield =>
        {
            for (int i = 0; i < 3; i++)
            {
                Log(name);
                await yield(_simulator.Timeout(period));
            }
        });
        _simulator.Start(Clock("slow", 1));
        _simulator.Start(Clock("fast", 0.5));
        _simulator.Run();
        Assert.Equal(["0 slow", "0 fast", "0.5 fast", "1 slow", "1 fast", "2 slow"], _log);
        Assert.Equal(3, _simulator.Now);
    }

    [Fact]
    public void What_happens_at_the_same_time_happens_in_the_order_in_which_it_was_decided()
    {
        foreach (string name in (string[])["a", "b", "c"]) Start(async yield =>
        {
            await yield(_simulator.Timeout(1));
            Log(name);
        });
        _simulator.Run();
        Assert.Equal(["1 a", "1 b", "1 c"], _log);
    }

    [Fact]
    public void Run_until_a_time_stops_there_and_goes_on_later()
    {
        Start(async yield =>
        {
            await yield(_simulator.Timeout(1));
            Log("one");
            await yield(_simulator.Timeout(1));
            Log("two");
        });
        _simulator.Run(until: 1.5);
        Assert.Equal((1.5, "1 one"), (_simulator.Now, string.Join(", ", _log)));
        _simulator.Run();
        Assert.Equal(["1 one", "2 two"], _log);
    }

    [Fact]
    public void An_event_wakes_all_that_wait_and_what_has_happened_makes_nobody_wait()
    {
        var bell = new Event(_simulator);
        Generator<Event, Event> Pupil(string name, double delay) => new(async yield =>
        {
            await yield(_simulator.Timeout(delay));
            Event happened = await yield(bell);
            Assert.Same(bell, happened);
            Log($"{name} hears {bell.Value}");
        });
        _simulator.Start(Pupil("a", 0));
        _simulator.Start(Pupil("b", 1));
        _simulator.Start(Pupil("late", 5));
        Start(async yield =>
        {
            await yield(_simulator.Timeout(2));
            bell.Succeed("ding");
        });
        _simulator.Run();
        Assert.Equal(["2 a hears ding", "2 b hears ding", "5 late hears ding"], _log);
    }

    [Fact]
    public void A_process_is_sent_which_of_several_events_happened()
    {
        Start(async yield =>
        {
            Event slow = _simulator.Timeout(3), fast = _simulator.Timeout(1), never = new(_simulator);
            Assert.Same(fast, await yield(_simulator.AnyOf(slow, fast, never)));
            Log("any");
            Assert.Same(slow, await yield(_simulator.AllOf(slow, fast)));
            Log("all");
            Assert.Same(slow, await yield(_simulator.AnyOf(never, slow)));
            await yield(_simulator.AllOf());
            await yield(_simulator.AnyOf());
            await yield(_simulator.AllOf(_simulator.AnyOf(never, _simulator.Timeout(1)), _simulator.Timeout(2)));
            Log("nested");
        });
        _simulator.Run();
        Assert.Equal(["1 any", "3 all", "5 nested"], _log);
    }

    [Fact]
    public void A_process_can_wait_for_another_and_is_thrown_its_failure()
    {
        Start(async yield =>
        {
            await yield(Start(async yield => await yield(_simulator.Timeout(2))));
            Log("ended");
            Process failing = Start(async yield =>
            {
                await yield(_simulator.Timeout(1));
                throw new FormatException("bad");
            });
            try { await yield(_simulator.AnyOf(failing, _simulator.Timeout(9))); }
            catch (FormatException e) { Log(e.Message); }
        });
        _simulator.Run(until: 5);
        Assert.Equal(["2 ended", "3 bad"], _log);
    }

    [Fact]
    public void A_failure_that_nobody_waits_for_ends_the_run()
    {
        Process failing = Start(async yield =>
        {
            await yield(_simulator.Timeout(1));
            throw new FormatException("bad");
        });
        Start(async yield =>
        {
            try { await yield(failing); }
            catch (InterruptException) { await yield(_simulator.Timeout(9)); }
        }).Interrupt();
        Assert.Equal("bad", Assert.Throws<FormatException>(() => _simulator.Run()).Message);
        Assert.Equal(1, _simulator.Now);
    }

    [Fact]
    public void An_interrupt_is_thrown_in_before_all_else_that_happens_then()
    {
        Process sleeper = Start(async yield =>
        {
            try
            {
                await yield(_simulator.Timeout(2));
                Log("slept");
            }
            catch (InterruptException e)
            {
                Log($"woken by {e.Cause}");
            }

            await yield(_simulator.Timeout(2));
            Log("up");
        });
        Start(async yield =>
        {
            await yield(_simulator.Timeout(1));
            sleeper.Interrupt("noise");
            await yield(_simulator.Timeout(9));
            sleeper.Interrupt("nobody");    // it is over
        });
        _simulator.Run();
        Assert.Equal(["1 woken by noise", "3 up"], _log);
    }

    [Fact]
    public void A_resource_is_given_by_priority_and_then_in_the_order_of_the_requests()
    {
        var resource = new Resource(_simulator, capacity: 2);
        Use(resource, "a", 0, 5, 2);
        Use(resource, "b", 0, 5, 2);
        Use(resource, "c", 0, 5, 2);
        Use(resource, "d", 0, 1, 2);
        Use(resource, "e", 0, 5, 2);
        _simulator.Run();
        Assert.Equal(
            ["0 a has it", "0 b has it", "2 a leaves", "2 b leaves", "2 d has it", "2 c has it", "4 d leaves",
             "4 c leaves", "4 e has it", "6 e leaves"],
            _log);
    }

    [Fact]
    public void Whoever_comes_with_a_higher_priority_takes_it_if_the_resource_preempts()
    {
        var resource = new Resource(_simulator, capacity: 1, preempts: true);
        Use(resource, "low", 0, 2, 10);
        Use(resource, "same", 1, 2, 1);
        Use(resource, "high", 2, 1, 3);
        _simulator.Run();
        Assert.Equal(
            ["0 low has it", "2 low is interrupted", "2 high has it", "5 high leaves", "5 same has it",
             "6 same leaves"],
            _log);
    }

    [Fact]
    public void Whoever_is_interrupted_at_the_moment_of_leaving_takes_nothing_along()
    {
        var resource = new Resource(_simulator, capacity: 1, preempts: true);
        Start(async yield =>
        {
            await yield(_simulator.Timeout(2));
            using Request request = resource.Request(1);
            await yield(request);
            Log("high has it");
            await yield(_simulator.Timeout(3));
        });
        Use(resource, "low", 0, 2, 2);      // would leave at 2 too
        Use(resource, "next", 1, 2, 1);
        _simulator.Run();
        Assert.Equal(
            ["0 low has it", "2 low is interrupted", "2 high has it", "5 next has it", "6 next leaves"], _log);
    }

    [Fact]
    public void Whoever_loses_patience_leaves_the_queue()
    {
        var resource = new Resource(_simulator);
        Use(resource, "a", 0, 0, 5);
        Start(async yield =>
        {
            await yield(_simulator.Timeout(1));
            Event patience = _simulator.Timeout(2);
            using Request request = resource.Request();
            Event first = await yield(_simulator.AnyOf(request, patience));
            Log(first == patience ? "gives up" : "has it");
        });
        Use(resource, "c", 1, 0, 1);
        _simulator.Run();
        Assert.Equal(["0 a has it", "3 gives up", "5 a leaves", "5 c has it", "6 c leaves"], _log);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _simulator.Timeout(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _simulator.Timeout(double.NaN));
    }

    private void Use(
        Resource resource, string name, double arrival, int priority, double duration) => Start(async yield =>
    {
        await yield(_simulator.Timeout(arrival));
        using Request request = resource.Request(priority);
        try
        {
            await yield(request);
            Log($"{name} has it");
            await yield(_simulator.Timeout(duration));
            Log($"{name} leaves");
        }
        catch (InterruptException)
        {
            Log($"{name} is interrupted");
        }
    });

    private Process Start(Func<Yield<Event, Event>, GeneratorBody> body) => _simulator.Start(new(body));

    private void Log(string what) => _log.Add(FormattableString.Invariant($"{_simulator.Now} {what}"));
}
