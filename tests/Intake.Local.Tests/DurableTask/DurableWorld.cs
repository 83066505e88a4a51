using System.Collections.Concurrent;
using System.Text.Json;
using Intake.Local.Sdk;
using Intake.Local.Sdk.DurableTask;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Local.Tests.DurableTask;

/// <summary>One engine and its clock. A crash is a new world on the same history and clock.</summary>
public sealed class DurableWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public DurableWorld(IDurableHistory? history = null, DurableOptions? options = null, FakeTimeProvider? time = null)
    {
        History = history ?? new MemoryDurableHistory();
        Time = time ?? new FakeTimeProvider(Morning);
        Engine = new DurableEngine(History, Time, Work, Json, NullLogger.Instance, options);
    }

    public IDurableHistory History { get; }

    public FakeTimeProvider Time { get; }

    public WorkTracker Work { get; } = new();

    public DurableEngine Engine { get; }

    public DurableTaskClient Client => Engine.Client;

    /// <summary>What orchestrators and activities said they did; in a replayed orchestrator that is once per replay.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => Engine.AddOrchestrator(name, run);

    /// <summary>An orchestrator named "o" that has no result.</summary>
    public void Orchestrator(Func<TaskOrchestrationContext, Task> run) => Engine.AddOrchestrator("o", async context =>
    {
        await run(context);
        return null;
    });

    public void Activity<TIn>(string name, Func<TIn?, object?> run) =>
        Engine.AddActivity(name, typeof(TIn), (input, _, _) => Task.FromResult(run((TIn?)input)));

    public Task Start() => Engine.StartAsync(CancellationToken.None);

    /// <summary>Starts the engine and one instance of "o", and waits until it waits.</summary>
    public async Task Begin(object? input = null, string id = "i")
    {
        await Start();
        await Schedule(input, id);
    }

    public async Task Schedule(object? input = null, string id = "i", string name = "o")
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
        await Idle();
    }

    public async Task Raise(string name, object? payload = null, string id = "i")
    {
        await Client.RaiseEventAsync(id, name, payload);
        await Idle();
    }

    public async Task Advance(TimeSpan by)
    {
        Time.Advance(by);
        await Idle();
    }

    public Task Idle() => Work.WhenIdle(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);

    public async Task<OrchestrationMetadata> Look(string id = "i") =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new KeyNotFoundException(id);

    public async Task<OrchestrationRuntimeStatus> Status(string id = "i") => (await Look(id)).RuntimeStatus;

    public async Task Expect(OrchestrationRuntimeStatus status, string id = "i")
    {
        var found = await Look(id);
        Assert.True(status == found.RuntimeStatus, $"{found.RuntimeStatus}: {found.FailureDetails?.ErrorMessage}");
    }

    /// <summary>Without a stop: as if the process had been killed.</summary>
    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

/// <summary>The same tests against each kind of history, and a fresh place for those that are files.</summary>
public abstract class OnEveryHistory : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intake-durable-").FullName;
    private readonly MemoryDurableHistory _memory = new();

    protected string File => Path.Combine(_folder, "durable.db");

    protected abstract bool OnDisk { get; }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the history, with whatever an earlier world of the same test has left in it.</summary>
    protected IDurableHistory Open() => OnDisk ? new SqliteDurableHistory(File) : _memory;
}
