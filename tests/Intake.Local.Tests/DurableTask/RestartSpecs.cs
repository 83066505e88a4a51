using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask.Client;

namespace Intake.Local.Tests.DurableTask;

/// <summary>A world that is disposed without a stop has crashed; the next one opens what it left.</summary>
public abstract class RestartSpecs : OnEveryHistory
{
    [Fact]
    public async Task Timers_run_on_while_the_process_is_down()
    {
        var first = World();
        await first.Begin(id: "soon");
        await first.Schedule(600, "later");
        await first.DisposeAsync();
        first.Time.Advance(TimeSpan.FromMinutes(1));
        await using var second = World(first);
        await second.Start();
        await second.Idle();
        await second.Expect(OrchestrationRuntimeStatus.Completed, "soon");
        await second.Expect(OrchestrationRuntimeStatus.Running, "later");
        await second.Advance(TimeSpan.FromMinutes(9));
        await second.Expect(OrchestrationRuntimeStatus.Completed, "later");

        DurableWorld World(DurableWorld? before = null)
        {
            var world = new DurableWorld(Open(), time: before?.Time);
            world.Orchestrator(context => context.CreateTimer(TimeSpan.FromSeconds(context.GetInput<int?>() ?? 30), CancellationToken.None));
            return world;
        }
    }

    [Fact]
    public async Task Events_and_starts_that_nobody_had_read_are_read_after_the_restart()
    {
        var first = World();
        await first.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await first.Client.RaiseEventAsync("i", "e", "kept");
        await first.DisposeAsync();
        await using var second = World();
        await second.Start();
        await second.Idle();
        Assert.Equal("kept", (await second.Look()).ReadOutputAs<string>());

        DurableWorld World()
        {
            var world = new DurableWorld(Open());
            world.Orchestrator("o", async context => await context.WaitForExternalEvent<string>("e"));
            return world;
        }
    }

    [Fact]
    public async Task An_activity_whose_outcome_was_not_stored_runs_again_and_one_whose_was_does_not()
    {
        var ran = new List<string>();
        var hangs = new TaskCompletionSource<object?>();
        var reached = new TaskCompletionSource();
        var first = World(hangs.Task);
        await first.Start();
        await first.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await first.DisposeAsync();
        // The dead process's body may end or not; nobody listens to it any more.
        hangs.SetResult("from the dead");
        await using var second = World(Task.FromResult<object?>("alive"));
        await second.Start();
        await second.Idle();
        Assert.Equal(["first", "second", "second"], ran);
        Assert.Equal("alive", (await second.Look()).ReadOutputAs<string>());

        DurableWorld World(Task<object?> second)
        {
            var world = new DurableWorld(Open());
            world.Activity<object>("First", _ =>
            {
                ran.Add("first");
                return null;
            });
            world.Engine.AddActivity("Second", typeof(object), (_, _, _) =>
            {
                ran.Add("second");
                reached.TrySetResult();
                return second;
            });
            world.Orchestrator("o", async context =>
            {
                await context.CallActivityAsync("First");
                return await context.CallActivityAsync<string>("Second");
            });
            return world;
        }
    }

    [Fact]
    public async Task A_stop_lets_running_activities_finish_and_stores_what_they_said()
    {
        var ran = 0;
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource<object?>();
        var first = World();
        await first.Start();
        await first.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var stopping = first.Engine.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        release.SetResult("done");
        await stopping;
        Assert.Equal(0, first.Work.InHand);
        await first.DisposeAsync();
        await using var second = World();
        await second.Start();
        await second.Idle();
        Assert.Equal("done", (await second.Look()).ReadOutputAs<string>());
        Assert.Equal(1, ran);

        DurableWorld World()
        {
            var world = new DurableWorld(Open(), new DurableOptions { StopGrace = TimeSpan.FromMinutes(1) });
            world.Engine.AddActivity("Slow", typeof(object), (_, _, _) =>
            {
                ran++;
                started.TrySetResult();
                return release.Task;
            });
            world.Orchestrator("o", async context => await context.CallActivityAsync<string>("Slow"));
            return world;
        }
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_ever_and_cancels_what_is_late()
    {
        var cancelled = new TaskCompletionSource();
        await using var world = new DurableWorld(Open(), new DurableOptions { StopGrace = TimeSpan.FromMilliseconds(20) });
        var started = new TaskCompletionSource();
        world.Engine.AddActivity("Endless", typeof(object), async (_, _, cancel) =>
        {
            started.SetResult();
            await using var told = cancel.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        });
        world.Orchestrator(context => context.CallActivityAsync("Endless"));
        await world.Start();
        await world.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("i"));
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await world.Engine.StopAsync(CancellationToken.None);
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await world.Idle();
        Assert.Single(world.History.Pending().Activities);
    }

    public sealed class InMemory : RestartSpecs
    {
        protected override bool OnDisk => false;
    }

    public sealed class InSqlite : RestartSpecs
    {
        protected override bool OnDisk => true;

        [Theory]
        [InlineData("")]
        [InlineData("-wal")]
        public async Task A_deleted_file_is_a_clean_empty_start(string leftOver)
        {
            await using (var first = new DurableWorld(Open()))
            {
                first.Orchestrator(context => context.WaitForExternalEvent<string>("never"));
                await first.Begin();
                if (leftOver.Length > 0)
                {
                    System.IO.File.Copy(File + leftOver, File + ".kept");
                }
            }

            System.IO.File.Delete(File);
            if (leftOver.Length > 0)
            {
                System.IO.File.Move(File + ".kept", File + leftOver);
            }

            await using var second = new DurableWorld(Open());
            second.Orchestrator(_ => Task.CompletedTask);
            await second.Start();
            Assert.Null(await second.Client.GetInstanceAsync("i"));
            await second.Schedule();
            await second.Expect(OrchestrationRuntimeStatus.Completed);
        }

        [Fact]
        public async Task A_second_engine_cannot_open_the_file()
        {
            await using var first = new DurableWorld(Open());
            Assert.ThrowsAny<Exception>(Open);
        }
    }
}
