using Intake.Connectors;
using Intake.Connectors.Slack;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Functions.Api;
using Intake.Functions.Orchestrations;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Intake.Functions.Webhooks;

/// <summary>
/// What every webhook does: read the bytes once, let the connector verify and read them, commit each input, answer. 200 only when each input is
/// committed or kept as a dead letter; otherwise 500, and the provider's retry meets the delivery keys.
/// </summary>
public sealed partial class Reception(FrontDoor door, DeadLetters letters, InboundLedger ledger, Waking waking, TimeProvider time, ILogger<Reception> logger)
{
    public const int OrdinaryLimit = 4 * 1024 * 1024;

    public async Task<HttpResponseData> Receive(HttpRequestData request, DurableTaskClient durable, Func<WebhookRequest, Instant, Heard> hear, CancellationToken cancel, int limit = OrdinaryLimit)
    {
        if (await request.ReadAtMost(limit, cancel) is not { } body)
        {
            return await request.Problem(413, "The body is too large.", $"Send at most {limit / 1024 / 1024} MiB.", cancel);
        }

        var heard = hear(request.AsWebhook(body), time.Now());
        if (heard is Heard.Refused refused)
        {
            LogRefused(request.Url.AbsolutePath, refused.Status, refused.Why);
            return await request.Problem(refused.Status, refused.Why, refused.Remedy, cancel);
        }

        var accepted = (Heard.Accepted)heard;
        var taken = true;
        string? said = null;
        foreach (var input in accepted.Items)
        {
            // One that cannot be stored must not keep its neighbours out.
            var (stored, words) = await Take(input, durable, cancel);
            (taken, said) = (taken && stored, words ?? said);
        }

        return taken
            ? await request.Answer(said is null ? accepted : accepted with { ReplyBody = SlackReply.ToTheirEyes(said), ReplyContentType = SlackReply.ContentType }, cancel)
            : await request.Problem(500, "Not everything could be stored.", "Send it again: what is stored already will not be stored twice.", cancel);
    }

    private async Task<(bool Stored, string? Said)> Take(Inbound heard, DurableTaskClient durable, CancellationToken cancel)
    {
        // Before anything keeps it, the inbox and the dead letters included.
        var input = CardNumbers.Masked(heard);
        try
        {
            if (input is Inbound.SlackCommand command)
            {
                return (true, await door.Typed(command, waking.Tickets(durable), cancel));
            }

            await door.Accept(input, waking.Tickets(durable), waking.Inbox(durable), cancel);
            return (true, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(input.GetType().Name, e);
            return (await Keep(input, e, cancel), input is Inbound.SlackCommand ? "Kept, and done as soon as the store is back." : null);
        }
    }

    private async Task<bool> Keep(Inbound input, Exception e, CancellationToken cancel)
    {
        try
        {
            // The store's own trouble passes: the Auditor takes these in by itself. Anything else is a bug and waits for a person.
            await letters.Keep(input, e.GetType().Name, transient: e.IsTroubleOfTheStore(), time.Now(), cancel);
            if (input is Inbound.FromClient)
            {
                await ledger.DeadLetter(input, e.GetType().Name, cancel);
            }

            return true;
        }
        catch (Exception failed) when (failed.IsTroubleOfTheStore())
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} refused with {Status}: {Why}")]
    private partial void LogRefused(string path, int status, string why);

    [LoggerMessage(LogLevel.Error, "An input of kind {Kind} could not be taken in and is kept as a dead letter.")]
    private partial void LogFailed(string kind, Exception e);
}
