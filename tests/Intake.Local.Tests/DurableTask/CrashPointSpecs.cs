using Intake.Local.Sdk;

namespace Intake.Local.Tests.DurableTask;

/// <summary>Crash points are heard by the whole process, so nothing else runs beside these.</summary>
[CollectionDefinition(nameof(CrashPointSpecs), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(CrashPointSpecs))]
public sealed class CrashPointSpecs : OnEveryHistory
{
    protected override bool OnDisk => true;

    private int _ran;

    [Theory]
    [InlineData(1, "durable.commit", 2)]
    [InlineData(2, "durable.activity", 3)]
    [InlineData(3, "durable.commit", 2)]
    [InlineData(4, "durable.activity", 3)]
    [InlineData(5, "durable.commit", 2)]
    public async Task Killed_at_any_point_it_ends_as_if_nothing_had_been_and_repeats_at_most_one_activity(int nth, string at, int runs)
    {
        var died = await RunUntil(nth);
        Assert.Equal(at, died);
        await using var second = World();
        await second.Start();
        await second.Idle();
        Assert.Equal(2, (await second.Look()).ReadOutputAs<int>());
        Assert.Equal(runs, _ran);
    }

    /// <summary>Runs two activities one after the other and kills the engine at the nth point it passes.</summary>
    private async Task<string?> RunUntil(int nth)
    {
        string? died = null;
        await using var world = World();
        CrashPoints.Passed = point =>
        {
            if (--nth == 0)
            {
                died = point;
                world.DisposeAsync().AsTask().Wait();
                throw new InvalidOperationException($"killed at {point}");
            }
        };
        try
        {
            await world.Start();
            await world.Schedule();
        }
        finally
        {
            CrashPoints.Passed = null;
        }

        return died;
    }

    private DurableWorld World()
    {
        var world = new DurableWorld(Open());
        world.Activity<int>("Add", n =>
        {
            Interlocked.Increment(ref _ran);
            return n + 1;
        });
        world.Orchestrator("o", async context =>
        {
            var one = await context.CallActivityAsync<int>("Add", 0);
            return await context.CallActivityAsync<int>("Add", one);
        });
        return world;
    }
}
