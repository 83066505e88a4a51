using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

public abstract class InstanceSpecs : OnEveryHistory
{
    [Fact]
    public async Task A_running_id_cannot_be_started_again()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator(context => context.WaitForExternalEvent<string>("never"));
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => world.Schedule());
        await world.Start();
        await world.Idle();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => world.Schedule());
    }

    [Theory]
    [InlineData("complete", OrchestrationRuntimeStatus.Completed)]
    [InlineData("fail", OrchestrationRuntimeStatus.Failed)]
    [InlineData("terminate", OrchestrationRuntimeStatus.Terminated)]
    public async Task An_id_that_has_ended_is_replaced(string how, OrchestrationRuntimeStatus ended)
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator(context => context.GetInput<string>() switch
        {
            "complete" => Task.CompletedTask,
            "fail" => throw new InvalidOperationException(),
            _ => context.WaitForExternalEvent<string>("never"),
        });
        await world.Begin(how);
        if (how == "terminate")
        {
            await world.Client.TerminateInstanceAsync("i");
            await world.Idle();
        }

        await world.Expect(ended);
        await world.Schedule("wait");
        await world.Expect(OrchestrationRuntimeStatus.Running);
        Assert.Null((await world.Look()).FailureDetails);
    }

    [Fact]
    public async Task An_instance_tells_its_input_output_status_and_times()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator("o", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return context.GetInput<int>() + 1;
        });
        await world.Begin(1);
        Assert.Equal("waiting", (await world.Look()).ReadCustomStatusAs<string>());
        await world.Advance(TimeSpan.FromMinutes(1));
        var look = await world.Look();
        Assert.True(look.IsCompleted);
        Assert.Equal((1, 2), (look.ReadInputAs<int>(), look.ReadOutputAs<int>()));
        Assert.Equal(TimeSpan.FromMinutes(1), look.LastUpdatedAt - look.CreatedAt);
        var brief = await world.Client.GetInstanceAsync("i");
        Assert.Throws<InvalidOperationException>(() => brief!.ReadOutputAs<int>());
        Assert.Null(await world.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Only_what_has_ended_is_purged()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator(context => context.WaitForExternalEvent<string>("end"));
        await world.Begin();
        Assert.Equal(0, (await world.Client.PurgeInstanceAsync("i")).PurgedInstanceCount);
        await world.Raise("end");
        Assert.Equal(1, (await world.Client.PurgeInstanceAsync("i")).PurgedInstanceCount);
        Assert.Null(await world.Client.GetInstanceAsync("i"));
    }

    [Fact]
    public async Task An_orchestrator_nobody_knows_fails()
    {
        await using var world = new DurableWorld(Open());
        await world.Begin();
        await world.Expect(OrchestrationRuntimeStatus.Failed);
    }

    [Theory]
    [InlineData("@ticket")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task Ids_that_Azure_cannot_keep_are_refused(string id)
    {
        await using var world = new DurableWorld(Open());
        await Assert.ThrowsAsync<ArgumentException>(() => world.Schedule(id: id));
    }

    [Fact]
    public async Task Without_an_id_each_start_gets_its_own_and_names_have_no_case()
    {
        await using var world = new DurableWorld(Open());
        world.Orchestrator("TicketClock", context => Task.FromResult<object?>(context.InstanceId));
        await world.Start();
        var first = await world.Client.ScheduleNewOrchestrationInstanceAsync("ticketclock");
        var second = await world.Client.ScheduleNewOrchestrationInstanceAsync("TICKETCLOCK");
        await world.Idle();
        Assert.NotEqual(first, second);
        Assert.Equal(first, (await world.Look(first)).ReadOutputAs<string>());
    }

    public sealed class InMemory : InstanceSpecs
    {
        protected override bool OnDisk => false;
    }

    public sealed class InSqlite : InstanceSpecs
    {
        protected override bool OnDisk => true;
    }
}
