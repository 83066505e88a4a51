using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Intake.Local.Sdk;
using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Intake.Local.Tests.DurableTask;

/// <summary>The ticket clock's own loop: advance, wait for a nudge or the next wake-up, continue as new.</summary>
public abstract class IntakeShapeSpecs(ITestOutputHelper output) : OnEveryHistory
{
    private sealed record Wake(DateTimeOffset? At);

    [Fact]
    public async Task A_thousand_wake_ups_are_a_thousand_activities_and_leave_an_empty_store()
    {
        await using var world = new DurableWorld(Open());
        var advanced = Clock(world, wakeUps: 1_000);
        await world.Begin(new { TicketId = "t-1" });
        for (var turn = 1; turn < 1_000; turn++)
        {
            // Every third turn a nudge comes first, so its timer has to be cancelled and forgotten.
            if (turn % 3 == 0)
            {
                await world.Raise("nudge");
            }
            else
            {
                await world.Advance(TimeSpan.FromMinutes(30));
            }
        }

        await world.Expect(OrchestrationRuntimeStatus.Completed);
        Assert.Equal(1_000, advanced());
        var left = world.History.Pending();
        Assert.Empty(left.Instances);
        Assert.Empty(left.Activities);
        Assert.Empty(left.Timers);
    }

    [Fact]
    public async Task A_thousand_tickets_keep_time_side_by_side()
    {
        await using var world = new DurableWorld(Open());
        var advanced = Clock(world, wakeUps: int.MaxValue);
        await world.Start();
        var watch = Stopwatch.StartNew();
        for (var ticket = 0; ticket < 1_000; ticket++)
        {
            await world.Client.ScheduleNewOrchestrationInstanceAsync("o", null, new StartOrchestrationOptions($"t-{ticket}-1"));
        }

        await world.Idle();
        var started = watch.Elapsed;
        await world.Advance(TimeSpan.FromMinutes(30));
        output.WriteLine($"start, activity, timer: {started.TotalMilliseconds / 1_000:F2} ms each");
        output.WriteLine($"timer, continue as new, activity, timer: {(watch.Elapsed - started).TotalMilliseconds / 1_000:F2} ms each");
        Assert.Equal(2_000, advanced());
        Assert.Equal(1_000, world.History.Pending().Timers.Count);
    }

    /// <summary>The clock steps as soon as no work is in hand, so this fails if the engine ever drops its work between two steps.</summary>
    [Fact]
    public async Task On_the_hosts_own_clock_two_days_of_three_tickets_wake_exactly_on_the_half_hour()
    {
        using var clock = new VirtualClock(DurableWorld.Morning, speed: 0);
        var work = new WorkTracker();
        await using var engine = new DurableEngine(Open(), clock, work, JsonSerializerOptions.Web, NullLogger.Instance);
        var woken = new ConcurrentQueue<DateTimeOffset>();
        AddClock(engine, () =>
        {
            woken.Enqueue(clock.GetUtcNow());
            return clock.GetUtcNow().AddMinutes(30);
        });
        await engine.StartAsync(CancellationToken.None);
        for (var ticket = 0; ticket < 3; ticket++)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions($"t-{ticket}-1"));
        }

        await clock.AdvanceAsync(TimeSpan.FromDays(2), work, CancellationToken.None);
        var expected = Enumerable.Range(0, 97).Select(half => DurableWorld.Morning.AddMinutes(30 * half));
        Assert.Equal(expected.SelectMany(at => Enumerable.Repeat(at, 3)), woken);
    }

    /// <summary>Registers the loop; what it returns says how often its activity ran.</summary>
    private static Func<int> Clock(DurableWorld world, int wakeUps)
    {
        var ran = 0;
        AddClock(world.Engine, () => Interlocked.Increment(ref ran) < wakeUps ? world.Time.GetUtcNow().AddMinutes(30) : null);
        return () => ran;
    }

    private static void AddClock(DurableEngine engine, Func<DateTimeOffset?> advance)
    {
        engine.AddActivity("AdvanceTicket", typeof(object), (_, _, _) => Task.FromResult<object?>(new Wake(advance())));
        engine.AddOrchestrator("o", async context =>
        {
            var input = context.GetInput<object>();
            var next = await context.CallActivityAsync<Wake>("AdvanceTicket", input);
            if (next.At is not { } wakeUp)
            {
                return null;
            }

            using var timer = new CancellationTokenSource();
            try
            {
                var nudge = context.WaitForExternalEvent<object>("nudge");
                await Task.WhenAny(nudge, context.CreateTimer(wakeUp.UtcDateTime, timer.Token));
            }
            finally
            {
                timer.Cancel();
            }

            context.ContinueAsNew(input, preserveUnprocessedEvents: false);
            return null;
        });
    }

    public sealed class InMemory(ITestOutputHelper output) : IntakeShapeSpecs(output)
    {
        protected override bool OnDisk => false;
    }

    public sealed class InSqlite(ITestOutputHelper output) : IntakeShapeSpecs(output)
    {
        protected override bool OnDisk => true;
    }
}
