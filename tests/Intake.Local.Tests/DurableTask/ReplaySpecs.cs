using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Intake.Local.Tests.DurableTask;

public sealed class ReplaySpecs
{
    private sealed record Order(string What, int HowMany);

    [Fact]
    public async Task Every_episode_plays_the_orchestrator_from_its_beginning()
    {
        await using var world = new DurableWorld();
        world.Activity<int>("Double", n => n * 2);
        world.Orchestrator("o", async context =>
        {
            world.Said.Enqueue("begins");
            var two = await context.CallActivityAsync<int>("Double", 1);
            var four = await context.CallActivityAsync<int>("Double", two);
            return four;
        });
        await world.Begin();
        Assert.Equal(3, world.Said.Count);
        Assert.Equal(4, (await world.Look()).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Inputs_results_and_events_are_copies_made_through_json()
    {
        await using var world = new DurableWorld();
        var order = new Order("tea", 2);
        Order? received = null;
        world.Activity<Order>("Take", taken => received = taken);
        world.Orchestrator("o", async context =>
        {
            var input = context.GetInput<Order>();
            var result = await context.CallActivityAsync<Order>("Take", input);
            Assert.NotSame(input, result);
            var raised = await context.WaitForExternalEvent<Order>("more");
            return raised with { HowMany = raised.HowMany + result.HowMany };
        });
        await world.Begin(order);
        await world.Raise("more", order);
        var look = await world.Look();
        Assert.Equal(order, received);
        Assert.NotSame(order, received);
        Assert.Equal(new Order("tea", 4), look.ReadOutputAs<Order>());
        Assert.Equal("""{"what":"tea","howMany":2}""", look.SerializedInput);
    }

    [Fact]
    public async Task The_time_stands_still_within_an_episode_and_repeats_at_replay()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(async context =>
        {
            var first = context.CurrentUtcDateTime;
            world.Time.Advance(TimeSpan.FromSeconds(7));
            Assert.Equal(first, context.CurrentUtcDateTime);
            world.Said.Enqueue($"{first:T}");
            await context.WaitForExternalEvent<string>("go");
            world.Said.Enqueue($"{context.CurrentUtcDateTime:T}");
        });
        await world.Begin();
        await world.Raise("go");
        Assert.Equal(["08:00:00", "08:00:00", "08:00:07"], world.Said);
    }

    [Fact]
    public async Task A_replay_safe_logger_and_IsReplaying_tell_the_first_time_from_the_others()
    {
        var logs = new FakeLog();
        await using var world = new DurableWorld(options: new DurableOptions { Loggers = logs });
        world.Orchestrator(async context =>
        {
            world.Said.Enqueue($"{context.IsReplaying}");
            context.CreateReplaySafeLogger<ReplaySpecs>().LogInformation("begun");
            await context.WaitForExternalEvent<string>("go");
            context.CreateReplaySafeLogger("anything").LogInformation("gone on");
        });
        await world.Begin();
        await world.Raise("go");
        Assert.Equal(["False", "True"], world.Said);
        Assert.Equal(["begun", "gone on"], logs.Lines);
    }

    [Fact]
    public async Task New_guids_differ_and_are_the_same_at_replay()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(async context =>
        {
            world.Said.Enqueue($"{context.NewGuid()} {context.NewGuid()}");
            await context.WaitForExternalEvent<string>("go");
        });
        await world.Begin();
        await world.Raise("go");
        var pair = Assert.Single(world.Said.Distinct()).Split(' ');
        Assert.NotEqual(pair[0], pair[1]);
    }

    [Theory]
    [InlineData("another thread's work")]
    [InlineData("ConfigureAwait(false)")]
    [InlineData("nothing that ever comes")]
    public async Task Awaiting_anything_but_the_context_fails_the_instance(string what)
    {
        await using var world = new DurableWorld();
        world.Activity<object>("Nothing", _ => null);
        using var awaited = new ManualResetEventSlim();
        world.Orchestrator(async context =>
        {
            var slow = Task.Run(() => awaited.Wait(TimeSpan.FromSeconds(30)));
            var wait = what switch
            {
                "another thread's work" => Await(slow),
                "ConfigureAwait(false)" => AwaitCarelessly(context.CallActivityAsync("Nothing")),
                _ => new TaskCompletionSource().Task,
            };
            awaited.Set();
            await wait;
            _ = context.CurrentUtcDateTime;
        });
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Failed);

        static async Task Await(Task task) => await task;
        static async Task AwaitCarelessly(Task task) => await task.ConfigureAwait(false);
    }

    [Fact]
    public async Task The_context_refuses_to_be_used_off_its_thread()
    {
        await using var world = new DurableWorld();
        Exception? refused = null;
        world.Orchestrator(context =>
        {
            var other = new Thread(() => refused = Record.Exception(() => context.CurrentUtcDateTime));
            other.Start();
            other.Join();
            return Task.CompletedTask;
        });
        await world.Begin();
        Assert.IsType<InvalidOperationException>(refused);
    }

    [Fact]
    public async Task One_instance_plays_one_episode_at_a_time_and_several_play_at_once()
    {
        await using var world = new DurableWorld();
        using var together = new Barrier(2);
        var inside = 0;
        var met = 0;
        world.Orchestrator(async context =>
        {
            Assert.Equal(1, context.InstanceId == "a" ? Interlocked.Increment(ref inside) : 1);
            if (!context.IsReplaying && together.SignalAndWait(TimeSpan.FromSeconds(30)))
            {
                Interlocked.Increment(ref met);
            }

            Interlocked.Exchange(ref inside, 0);
            await context.WaitForExternalEvent<string>("go");
        });
        await world.Start();
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("a"));
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("b"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Client.RaiseEventAsync("a", "other"))));
        await world.Idle();
        Assert.Equal(2, met);
        await world.Expect(OrchestrationRuntimeStatus.Running, "a");
    }

    [Theory]
    [InlineData("another activity")]
    [InlineData("a timer instead")]
    [InlineData("nothing")]
    public async Task Code_that_changed_under_a_running_instance_fails_it(string now)
    {
        await using var world = new DurableWorld();
        world.Activity<object>("First", _ => null);
        world.Activity<object>("Second", _ => null);
        var changed = false;
        world.Orchestrator(async context =>
        {
            await (!changed ? context.CallActivityAsync("First") : now switch
            {
                "another activity" => context.CallActivityAsync("Second"),
                "a timer instead" => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None),
                _ => Task.CompletedTask,
            });
            await context.WaitForExternalEvent<string>("go");
        });
        await world.Begin();
        changed = true;
        await world.Raise("go");
        var look = await world.Look();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, look.RuntimeStatus);
        Assert.StartsWith("NonDeterministic", look.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private sealed class FakeLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
