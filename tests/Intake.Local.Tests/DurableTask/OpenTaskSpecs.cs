using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

/// <summary>An instance neither ends nor continues as new while a timer or an activity is open.</summary>
public sealed class OpenTaskSpecs
{
    [Theory]
    [InlineData("return", OrchestrationRuntimeStatus.Completed)]
    [InlineData("throw", OrchestrationRuntimeStatus.Failed)]
    public async Task An_abandoned_timer_keeps_the_instance_running_until_it_fires(string end, OrchestrationRuntimeStatus ended)
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(4), CancellationToken.None);
            return end == "throw" ? throw new InvalidOperationException("enough") : Task.CompletedTask;
        });
        await world.Begin();
        await world.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        await world.Expect(OrchestrationRuntimeStatus.Running);
        await world.Advance(TimeSpan.FromSeconds(1));
        await world.Expect(ended);
    }

    [Fact]
    public async Task An_abandoned_timer_holds_back_continue_as_new()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context =>
        {
            var turn = context.GetInput<int>();
            world.Said.Enqueue($"turn {turn} at {context.CurrentUtcDateTime:t}");
            if (turn == 0)
            {
                _ = context.CreateTimer(TimeSpan.FromHours(4), CancellationToken.None);
                context.ContinueAsNew(1);
            }

            return Task.CompletedTask;
        });
        await world.Begin();
        Assert.Equal(["turn 0 at 08:00"], world.Said);
        await world.Advance(TimeSpan.FromHours(4));
        Assert.Equal("turn 1 at 12:00", world.Said.Last());
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task An_abandoned_activity_holds_back_the_end()
    {
        await using var world = new DurableWorld();
        var body = new TaskCompletionSource<object?>();
        world.Engine.AddActivity("Slow", typeof(object), (_, _, _) => body.Task);
        world.Orchestrator(context =>
        {
            _ = context.CallActivityAsync("Slow");
            return Task.CompletedTask;
        });
        await world.Start();
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        while (await world.Status() == OrchestrationRuntimeStatus.Pending)
        {
            await Task.Yield();
        }

        Assert.Equal(OrchestrationRuntimeStatus.Running, await world.Status());
        Assert.True(world.Work.InHand > 0);
        body.SetResult(null);
        await world.Idle();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_cancelled_timer_and_an_abandoned_event_hold_back_nothing()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(4), cancel.Token);
            _ = context.WaitForExternalEvent<string>("never");
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
        });
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Terminate_waits_for_nothing()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context => context.CreateTimer(TimeSpan.FromHours(4), CancellationToken.None));
        await world.Begin();
        await world.Client.TerminateInstanceAsync("i", "told to");
        await world.Idle();
        var look = await world.Look();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, look.RuntimeStatus);
        Assert.Equal("told to", look.ReadOutputAs<string>());
        Assert.Empty(world.History.Pending().Timers);
    }
}
