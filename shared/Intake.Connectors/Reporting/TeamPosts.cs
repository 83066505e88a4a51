using Intake.Connectors.Slack;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>Sends what the team's room is told about no single ticket, as a ticket's effects are: claimed before, recorded after, looked for before a repeat.</summary>
public sealed partial class TeamPosts(TeamStore store, SlackSender slack, TimeProvider time, ILogger<TeamPosts> logger)
{
    // Longer than a send may take.
    private static readonly Duration Lease = Duration.FromSeconds(30);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    public async Task SendDue(CancellationToken cancel)
    {
        foreach (var post in await store.Posts(cancel))
        {
            if (post.Parked is null && !(post.NotBefore > time.Now()))
            {
                await Send(post, cancel);
            }
        }
    }

    private async Task Send(WaitingPost post, CancellationToken cancel)
    {
        var now = time.Now();
        if (await store.Change(post with { Attempts = post.Attempts + 1, FirstAttemptAt = post.FirstAttemptAt ?? now, NotBefore = now + Lease }, cancel) is not { } claimed)
        {
            return;
        }

        var sending = new Sending(FrontDoor.Team, null, claimed.Attempts, Repeat: claimed.Attempts > 1, claimed.FirstAttemptAt!.Value);
        switch (await Attempt(claimed, sending, cancel))
        {
            case Outcome.TryAgain again:
                await store.Change(claimed with { NotBefore = again.At }, cancel);
                break;
            case Outcome.Refused refused:
                LogRefused(claimed.Post.Id, refused.Why);
                await store.Change(claimed with { Parked = refused.Why }, cancel);
                break;
            default:
                await store.Done(claimed, cancel);
                break;
        }
    }

    private async Task<Outcome> Attempt(WaitingPost post, Sending sending, CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(SendLimit);
            return (sending.Attempt > 1 ? await slack.Find(post.Post, sending, limit.Token) : null) ?? await slack.Send(post.Post, sending, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Outcome.TryAgain(time.Now() + Lease, "no answer within 10 s");
        }
    }

    [LoggerMessage(LogLevel.Error, "Slack refused the team's post {Post}: {Why}.")]
    private partial void LogRefused(string post, string why);
}
