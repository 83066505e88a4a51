using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

public sealed class EventSpecs
{
    [Fact]
    public async Task The_newest_waiter_is_served_first()
    {
        await using var world = new DurableWorld();
        world.Orchestrator("o", async context =>
        {
            var older = context.WaitForExternalEvent<string>("e");
            var newer = context.WaitForExternalEvent<string>("e");
            return $"{await newer} then {await older}";
        });
        await world.Begin();
        await world.Raise("e", "one");
        await world.Raise("e", "two");
        Assert.Equal("one then two", (await world.Look()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_nobody_waits_for_are_kept_in_order_whatever_their_case()
    {
        await using var world = new DurableWorld();
        world.Orchestrator("o", async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.WaitForExternalEvent<string>("NUDGE") + await context.WaitForExternalEvent<string>("nudge");
        });
        await world.Begin();
        await world.Raise("nudge", "a");
        await world.Raise("Nudge", "b");
        await world.Raise("GO");
        Assert.Equal("ab", (await world.Look()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Two_waits_for_one_name_must_agree_on_the_type()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(async context =>
        {
            _ = context.WaitForExternalEvent<string>("e");
            await context.WaitForExternalEvent<int>("E");
        });
        await world.Begin();
        Assert.Equal(typeof(ArgumentException).FullName, (await world.Look()).FailureDetails!.ErrorType);
    }

    [Theory]
    [InlineData(true, "two")]
    [InlineData(false, "one")]
    public async Task A_cancelled_waiter_swallows_the_next_event_until_pull_request_801(bool swallows, string expected)
    {
        await using var world = new DurableWorld(options: new DurableOptions { CancelledWaitersSwallow = swallows });
        world.Orchestrator("o", async context =>
        {
            using var cancel = new CancellationTokenSource();
            _ = context.WaitForExternalEvent<string>("e", cancel.Token);
            cancel.Cancel();
            await context.WaitForExternalEvent<string>("go");
            return await context.WaitForExternalEvent<string>("e");
        });
        await world.Begin();
        await world.Raise("e", "one");
        await world.Raise("go");
        if (swallows)
        {
            await world.Expect(OrchestrationRuntimeStatus.Running);
            await world.Raise("e", "two");
        }

        Assert.Equal(expected, (await world.Look()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("not a number")]
    [InlineData(null)]
    public async Task A_payload_that_cannot_be_read_kills_the_instance_even_past_a_catch_and_an_open_timer(string? payload)
    {
        await using var world = new DurableWorld();
        world.Orchestrator(async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            try
            {
                await context.WaitForExternalEvent<int>("e");
            }
            catch (Exception)
            {
                world.Said.Enqueue("caught");
            }
        });
        await world.Begin();
        await world.Raise("e", payload);
        await world.Expect(OrchestrationRuntimeStatus.Failed);
        Assert.Empty(world.Said);
    }

    [Fact]
    public async Task A_missing_payload_is_null_to_whoever_can_take_null()
    {
        await using var world = new DurableWorld();
        world.Orchestrator("o", async context =>
            await context.WaitForExternalEvent<string>("text") is null && await context.WaitForExternalEvent<int?>("number") is null);
        await world.Begin();
        await world.Raise("text");
        await world.Raise("number");
        Assert.True((await world.Look()).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Raising_to_nobody_or_to_what_has_ended_is_an_error_of_no_public_type()
    {
        await using var world = new DurableWorld();
        world.Orchestrator(_ => Task.CompletedTask);
        await world.Begin();
        foreach (var id in new[] { "i", "nobody" })
        {
            var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => world.Client.RaiseEventAsync(id, "e"));
            Assert.False(refused.GetType().IsVisible);
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => world.Client.TerminateInstanceAsync(id));
        }
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Completed)]
    [InlineData(true, OrchestrationRuntimeStatus.Running)]
    public async Task An_event_right_after_the_start_can_be_lost(bool loses, OrchestrationRuntimeStatus after)
    {
        await using var world = new DurableWorld(options: new DurableOptions { LosesEventsWhilePending = loses });
        world.Orchestrator(context => context.WaitForExternalEvent<string>("e"));
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await world.Client.RaiseEventAsync("i", "e");
        await world.Start();
        await world.Idle();
        await world.Expect(after);
    }
}
