using System.Net;
using Intake.Local.Sdk;

namespace Intake.Local.Tests.Sandbox;

/// <summary>Crash points are one per process, so nothing else may run while one is armed.</summary>
[CollectionDefinition("Sandbox crashes", DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection("Sandbox crashes")]
public sealed class Crashes : IAsyncLifetime
{
    private const string Page = """{"channel":"C0PAGES","text":"Page"}""";

    private readonly SandboxWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_crash_after_the_record_has_sent_and_one_before_it_has_not()
    {
        foreach (var (point, sent) in ((string, int)[])[("send.received", 0), ("send.recorded", 1)])
        {
            _ = await _world.Sandbox(HttpMethod.Delete, "/outbox");
            CrashPoints.Passed = passed =>
            {
                if (passed == point)
                {
                    throw new InvalidOperationException("The process dies here.");
                }
            };
            try
            {
                Assert.Equal(HttpStatusCode.InternalServerError, (await _world.Slack("chat.postMessage", Page)).Status);
            }
            finally
            {
                CrashPoints.Passed = null;
            }

            Assert.Equal(sent, (await _world.Outbox()).Count);
        }
    }
}
