using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

public abstract class ContinueAsNewSpecs : OnEveryHistory
{
    [Fact]
    public async Task Each_execution_begins_with_its_input_and_an_empty_history()
    {
        await using var world = new DurableWorld(Open());
        world.Activity<int>("Say", turn =>
        {
            world.Said.Enqueue($"turn {turn}");
            return null;
        });
        world.Orchestrator(async context =>
        {
            var turn = context.GetInput<int>();
            await context.CallActivityAsync("Say", turn);
            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(turn + 1);
        });
        await world.Begin(1);
        await world.Raise("go");
        await world.Raise("go");
        Assert.Equal(["turn 1", "turn 2", "turn 3"], world.Said);
        // Two episodes of two rows each, however many executions there were before.
        Assert.Equal(4, world.History.Load("i")!.History.Count);
        Assert.Equal("3", (await world.Look()).SerializedInput);
        Assert.Equal(DurableWorld.Morning, (await world.Look()).CreatedAt);
    }

    [Theory]
    [InlineData(true, "b")]
    [InlineData(false, null)]
    public async Task Unread_events_are_queued_again_or_dropped(bool preserve, string? expected)
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator("o", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                return await context.WaitForExternalEvent<string>("data");
            }

            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(1, preserve);
            return null;
        });
        await world.Begin();
        await world.Raise("data", "b");
        await world.Raise("go");
        await world.Expect(preserve ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running);
        Assert.Equal(expected, (await world.Look()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_are_queued_again_come_behind_those_that_arrived_meanwhile()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator("o", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                return await context.WaitForExternalEvent<string>("data") + await context.WaitForExternalEvent<string>("data");
            }

            await context.WaitForExternalEvent<string>("go");
            if (!context.IsReplaying)
            {
                await Raised(world.Client.RaiseEventAsync("i", "data", "newer "));
            }

            context.ContinueAsNew(1);
            return null;
        });
        await world.Begin();
        await world.Raise("data", "older");
        await world.Raise("go");
        Assert.Equal("newer older", (await world.Look()).ReadOutputAs<string>());

        // The stand-in's client answers at once, so this does not leave the orchestrator's thread.
        static Task Raised(Task task) => task.IsCompletedSuccessfully ? Task.CompletedTask : throw new InvalidOperationException();
    }

    [Fact]
    public async Task The_timer_of_an_earlier_execution_is_nothing_to_the_next()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator(async context =>
        {
            var turn = context.GetInput<int>();
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromMinutes(turn == 0 ? 10 : 60), cancel.Token);
            var nudge = context.WaitForExternalEvent<string>("nudge");
            if (await Task.WhenAny(timer, nudge) == nudge)
            {
                cancel.Cancel();
                context.ContinueAsNew(turn + 1, preserveUnprocessedEvents: false);
            }
        });
        await world.Begin();
        await world.Raise("nudge");
        await world.Advance(TimeSpan.FromMinutes(10));
        await world.Expect(OrchestrationRuntimeStatus.Running);
        Assert.Single(world.History.Pending().Timers);
        await world.Advance(TimeSpan.FromMinutes(50));
        await world.Expect(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task An_exception_after_continue_as_new_fails_the_instance()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator(context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("enough");
        });
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Failed);
    }

    public sealed class InMemory : ContinueAsNewSpecs
    {
        protected override bool OnDisk => false;
    }

    public sealed class InSqlite : ContinueAsNewSpecs
    {
        protected override bool OnDisk => true;
    }
}
