using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

public sealed class TimerSpecs
{
    [Fact]
    public async Task A_timer_in_the_future_is_no_work_in_hand_and_fires_on_time()
    {
        await using var world = new DurableWorld();
        world.Orchestrator("o", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(30), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await world.Begin();
        Assert.Equal(0, world.Work.InHand);
        await world.Advance(TimeSpan.FromMinutes(29));
        await world.Expect(OrchestrationRuntimeStatus.Running);
        await world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(DurableWorld.Morning.AddMinutes(30).UtcDateTime, (await world.Look()).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task The_work_is_in_hand_before_the_clock_moves_on()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context => context.CreateTimer(TimeSpan.FromMinutes(30), CancellationToken.None));
        await world.Begin();
        using var held = new ManualResetEventSlim();
        world.Orchestrator(context =>
        {
            held.Wait(TimeSpan.FromSeconds(30));
            return context.CreateTimer(TimeSpan.FromMinutes(30), CancellationToken.None);
        });
        world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.True(world.Work.InHand > 0);
        held.Set();
        await world.Idle();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_time_that_has_passed_fires_at_once()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context => context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None));
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_long_timer_is_split_at_three_days()
    {
        await using var world = new DurableWorld();
        var episodes = 0;
        world.Orchestrator(async context =>
        {
            episodes++;
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
        });
        await world.Begin();
        for (var day = 1; day <= 7; day++)
        {
            await world.Expect(OrchestrationRuntimeStatus.Running);
            await world.Advance(TimeSpan.FromDays(1));
        }

        await world.Expect(OrchestrationRuntimeStatus.Completed);
        Assert.Equal(4, episodes);
    }

    [Fact]
    public async Task The_longest_timer_the_calendar_has_can_be_armed()
    {
        await using var world = new DurableWorld(options: new DurableOptions { LongestTimer = TimeSpan.MaxValue });
        world.Orchestrator(context =>
            context.CreateTimer(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), CancellationToken.None));
        await world.Begin();
        await world.Advance(TimeSpan.FromDays(365));
        await world.Expect(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task A_cancelled_timer_throws_where_it_is_awaited_and_never_wakes_the_instance()
    {
        await using var world = new DurableWorld();
        var episodes = 0;
        world.Orchestrator(async context =>
        {
            episodes++;
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromMinutes(5), cancel.Token);
            var nudge = context.WaitForExternalEvent<string>("nudge");
            await Task.WhenAny(timer, nudge);
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
            await context.WaitForExternalEvent<string>("end");
        });
        await world.Begin();
        await world.Raise("nudge");
        Assert.Empty(world.History.Pending().Timers);
        await world.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, episodes);
        await world.Raise("end");
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Timers_may_be_made_to_fire_a_little_early_as_they_do_in_Azure()
    {
        await using var world = new DurableWorld(options: new DurableOptions { TimersEarlyBy = TimeSpan.FromMilliseconds(900) });
        world.Orchestrator("o", async context =>
        {
            var due = context.CurrentUtcDateTime.AddMinutes(1);
            await context.CreateTimer(due, CancellationToken.None);
            return due - context.CurrentUtcDateTime;
        });
        await world.Begin();
        await world.Advance(TimeSpan.FromMilliseconds(59_100));
        Assert.Equal(TimeSpan.FromMilliseconds(900), (await world.Look()).ReadOutputAs<TimeSpan>());
    }
}
