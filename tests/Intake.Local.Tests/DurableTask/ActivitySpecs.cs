using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

public sealed class ActivitySpecs
{
    private sealed class TableIsFull(string message, Exception inner) : InvalidOperationException(message, inner);

    [Fact]
    public async Task What_an_activity_throws_arrives_as_a_description()
    {
        await using var world = new DurableWorld();
        world.Activity<object>("Store", _ => throw new TableIsFull("no room", new TimeoutException("slow")));
        TaskFailedException? caught = null;
        world.Orchestrator(async context =>
        {
            try
            {
                await context.CallActivityAsync("Store");
            }
            catch (TaskFailedException failed)
            {
                caught = failed;
            }
        });
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
        Assert.Equal("Task 'Store' (#0) failed with an unhandled exception: no room", caught!.Message);
        Assert.Equal(("Store", 0), (caught.TaskName, caught.TaskId));
        Assert.Equal(typeof(TableIsFull).FullName, caught.FailureDetails.ErrorType);
        Assert.Equal("slow", caught.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.True(caught.FailureDetails.IsCausedBy<TableIsFull>());
        Assert.True(caught.FailureDetails.IsCausedBy<InvalidOperationException>());
        Assert.False(caught.FailureDetails.IsCausedBy<TimeoutException>());
    }

    [Theory]
    [InlineData("Missing", null)]
    [InlineData("Count", "not a number")]
    public async Task A_missing_activity_and_an_unreadable_input_are_failed_activities(string name, string? input)
    {
        await using var world = new DurableWorld();
        world.Activity<int>("Count", n => n);
        world.Orchestrator(context => context.CallActivityAsync(name, input));
        await world.Begin();
        var look = await world.Look();
        Assert.Equal(typeof(TaskFailedException).FullName, look.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task A_failed_activity_can_be_waited_out_on_a_timer_and_tried_again()
    {
        await using var world = new DurableWorld();
        var tries = 0;
        world.Activity<object>("Advance", _ => ++tries < 3 ? throw new TimeoutException() : "done");
        world.Orchestrator("o", async context =>
        {
            while (true)
            {
                try
                {
                    return await context.CallActivityAsync<string>("ADVANCE");
                }
                catch (TaskFailedException)
                {
                    await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
                }
            }
        });
        await world.Begin();
        await world.Advance(TimeSpan.FromSeconds(30));
        await world.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("done", (await world.Look()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_can_be_made_to_run_twice_and_is_answered_once()
    {
        await using var world = new DurableWorld(options: new DurableOptions { RunsTwice = name => name == "Send" });
        var sent = 0;
        world.Activity<object>("Send", _ => ++sent);
        world.Activity<object>("Other", _ => null);
        world.Orchestrator("o", async context =>
        {
            await context.CallActivityAsync("Other");
            return await context.CallActivityAsync<int>("Send");
        });
        await world.Begin();
        Assert.Equal(2, (await world.Look()).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_activity_is_told_its_input_and_instance()
    {
        await using var world = new DurableWorld();
        world.Engine.AddActivity("Who", typeof(int), (input, instanceId, _) => Task.FromResult<object?>($"{input} for {instanceId}"));
        world.Orchestrator("o", async context => await context.CallActivityAsync<string>("Who", 7));
        await world.Begin();
        Assert.Equal("7 for i", (await world.Look()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Options_in_the_place_of_the_input_are_refused()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(context => context.CallActivityAsync("Any", (object)new TaskOptions()));
        await world.Begin();
        Assert.Equal(typeof(ArgumentException).FullName, (await world.Look()).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Only_so_many_run_at_once()
    {
        await using var world = new DurableWorld(options: new DurableOptions { ActivitiesAtOnce = 3 });
        var (running, most) = (0, 0);
        world.Engine.AddActivity("Work", typeof(int), async (_, _, cancel) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(1, cancel);
            Interlocked.Decrement(ref running);
            return null;
        });
        world.Orchestrator(context => Task.WhenAll(Enumerable.Range(0, 30).Select(n => context.CallActivityAsync("Work", n))));
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Completed);
        Assert.InRange(most, 1, 3);
    }
}
