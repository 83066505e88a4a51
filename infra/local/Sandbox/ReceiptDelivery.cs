using System.Text.Json.Nodes;
using System.Threading.Channels;
using Intake.Local.Sandbox.Play;
using Intake.Local.Sdk;

namespace Intake.Local.Sandbox;

/// <summary>
/// Tells the host afterwards what became of its messages: WhatsApp statuses, SMS delivery reports. What is still to be told is stored
/// with the message, so a killed process tells it after it has come back.
/// </summary>
internal sealed class ReceiptDelivery(
    SandboxOptions options, SandboxDatabase database, HostWebhooks host, IHostApplicationLifetime lifetime, IServiceProvider services) : BackgroundService
{
    private const int Attempts = 3;

    private readonly Channel<IDisposable?> _looks = Channel.CreateUnbounded<IDisposable?>();

    public void Expect(Session session, string messageId, bool fails)
    {
        string[] statuses = (options.Receipts, fails) switch
        {
            (Receipts.None, _) or (Receipts.Failures, false) => [],
            (_, true) => ["failed"],
            _ => ["sent", "delivered"],
        };
        foreach (var status in statuses)
        {
            Remember(session, new JsonObject { ["kind"] = "whatsapp", ["message"] = messageId, ["status"] = status });
        }
    }

    public void ExpectReport(Session session, string messageId)
    {
        if (options.Receipts == Receipts.All)
        {
            Remember(session, new JsonObject { ["kind"] = "sms", ["message"] = messageId, ["status"] = "Delivered" });
        }
    }

    /// <summary>Something may be waiting. The work begins before the caller's ends, so no clock moves in between.</summary>
    public void Look()
    {
        if (database.Transact(session => session.Number("SELECT count(*) FROM document WHERE kind = 'receipt'")) > 0)
        {
            _ = _looks.Writer.TryWrite((services.GetService(typeof(WorkTracker)) as WorkTracker)?.Begin());
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the host listens there is nobody to tell.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Look();
        await foreach (var work in _looks.Reader.ReadAllAsync(stoppingToken))
        {
            using (work)
            {
                await DeliverAll(stoppingToken);
            }
        }
    }

    private async Task DeliverAll(CancellationToken cancel)
    {
        var waiting = database.Transact(session => session.List(
            "SELECT key, body FROM document WHERE kind = 'receipt' ORDER BY CAST(key AS INTEGER)",
            row => (Key: row.GetString(0), Receipt: JsonNode.Parse(row.GetString(1))!.AsObject())));
        foreach (var (key, receipt) in waiting)
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                if ((await Deliver(receipt, cancel)).Taken)
                {
                    _ = database.Transact(session =>
                    {
                        session.Forget("receipt", key);
                        return 0;
                    });
                    break;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancel);
            }
        }
    }

    private Task<HostAnswer> Deliver(JsonObject receipt, CancellationToken cancel)
    {
        var message = database.Transact(session => session.Document(receipt.Text("kind")!, receipt.Text("message")!)) ?? [];
        return receipt.Text("kind") == "sms"
            ? host.Sms(SmsPlay.Report(options, message, receipt.Text("status")!), cancel)
            : host.WhatsApp(WhatsAppPlay.Status(options, message, receipt.Text("status")!, null), cancel);
    }

    private static void Remember(Session session, JsonObject receipt) => session.Keep("receipt", session.Next("receipt").ToString(), receipt);
}
