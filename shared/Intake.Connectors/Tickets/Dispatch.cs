using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Sends one ticket's effects. Each is claimed before it is sent and recorded after, so: exactly once, except one marked repeat for a crash
/// between send and record. Targets go side by side, pages first; within a target the order is kept.
/// </summary>
public sealed class Dispatch(Desk desk, TicketStore store, EffectSender sender, FrontDoor door, TimeProvider time)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly Duration TargetLimit = Duration.FromSeconds(10);

    // Longer than a send may take, so a live claim means somebody is at it.
    private static readonly Duration Lease = Duration.FromSeconds(30);

    public async Task Send(TicketId id, Playbook playbook, IReadOnlyList<StoredEffect> effects, Wake wake, CancellationToken cancel)
    {
        var now = time.Now();
        var targets = Ready(effects, now).OrderByDescending(target => target.Any(stored => stored.Effect.IsPage)).ToList();
        await Task.WhenAll(targets.Select(target => SendInOrder(id, playbook, target, wake, cancel)));
    }

    /// <summary>Effects by target, each list beginning with one that may be sent now. A parked effect holds back the later ones of the same HubSpot ticket only.</summary>
    public static IEnumerable<IReadOnlyList<StoredEffect>> Ready(IReadOnlyList<StoredEffect> effects, Instant now) =>
        from effect in effects
        group effect by effect.Effect.Target into target
        let waiting = Waiting(target)
        where waiting is [var first, ..] && first.ReadyAt <= now
        select waiting;

    /// <summary>When the next effect can be worked on; null when none waits.</summary>
    public static Instant? NextReady(IReadOnlyList<StoredEffect> effects)
    {
        var heads = effects.GroupBy(effect => effect.Effect.Target).Select(Waiting).Where(target => target.Count > 0).Select(target => target[0].ReadyAt).ToList();
        return heads.Count == 0 ? null : heads.Min();
    }

    private static List<StoredEffect> Waiting(IEnumerable<StoredEffect> target)
    {
        var inOrder = target.OrderBy(stored => stored.Effect.Id, StringComparer.Ordinal).ToList();
        return [.. (inOrder is [{ HoldsHubSpot: true }, ..] ? inOrder.TakeWhile(stored => stored.Parked is null) : inOrder.Where(stored => stored.Parked is null))];
    }

    private async Task SendInOrder(TicketId id, Playbook playbook, IReadOnlyList<StoredEffect> target, Wake wake, CancellationToken cancel)
    {
        var started = time.Now();
        foreach (var stored in target)
        {
            if (time.Now() - started > TargetLimit || stored.ReadyAt > time.Now() || !await SendOne(id, playbook, stored, wake, cancel))
            {
                return;
            }
        }
    }

    /// <summary>False when the later ones of this target must wait.</summary>
    private async Task<bool> SendOne(TicketId id, Playbook playbook, StoredEffect stored, Wake wake, CancellationToken cancel)
    {
        var unsure = stored.ClaimedUntil is not null || stored.Unsure;
        if (await store.Claim(id, stored, time.Now(), Lease, cancel) is not { } claimed)
        {
            return false;
        }

        var ticket = (await store.Load(id, cancel)).Ticket;
        var sending = new Sending(id, ticket.HubSpotId, claimed.Attempts, Repeat: unsure, claimed.FirstAttemptAt!.Value);
        Outcome? outcome = Unwanted(ticket, claimed.Effect, time.Now()) is { } why ? new Outcome.Dropped(why) : null;
        if (outcome is null && unsure && await Found(claimed.Effect, sending, cancel) is { } found)
        {
            // It had got through, though we never heard so.
            (outcome, sending) = (found, sending with { Repeat = false });
        }

        outcome ??= await Attempt(playbook, claimed.Effect, sending, wake, cancel);
        return await Record(id, claimed, sending, outcome, cancel);
    }

    /// <summary>Why an effect is no longer wanted, judged right before it is sent; null when it is.</summary>
    public static string? Unwanted(Ticket ticket, Effect effect, Instant now)
    {
        if (effect.NotAfter is { } limit && now > limit)
        {
            return "it came too late to be of use";
        }

        return effect.WhileAlert is { } id ? ticket.Alerts.FirstOrDefault(alert => alert.Id == id) switch
        {
            null or { Ended: true } => "the alert is over",
            { Taken: { } taken } => $"{taken.By.Name} has the alert",
            _ => null,
        } : null;
    }

    private async Task<Outcome?> Found(Effect effect, Sending sending, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SendLimit);
        return effect is Effect.Tell ? null : await sender.Find(effect, sending, limit.Token);
    }

    private async Task<Outcome> Attempt(Playbook playbook, Effect effect, Sending sending, Wake wake, CancellationToken cancel)
    {
        if (effect is Effect.Tell tell)
        {
            // The effect's id is the delivery key there: told twice is told once.
            var now = time.Now();
            await door.Hand(tell.Ticket, tell.Signal with { Id = $"{sending.Ticket}/{effect.Id}", ReceivedAt = now }, wake, cancel);
            return new Outcome.Delivered(tell.Ticket.Value);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SendLimit);
        return await sender.Send(effect, sending, playbook, limit.Token);
    }

    private async Task<bool> Record(TicketId id, StoredEffect claimed, Sending sending, Outcome outcome, CancellationToken cancel)
    {
        var now = time.Now();
        EffectChange change = outcome switch
        {
            Outcome.TryAgain again => new EffectChange.Reschedule(claimed, again.At, again.Unsure || claimed.Unsure),
            Outcome.Refused refused => new EffectChange.Park(claimed, refused.Why),
            _ => new EffectChange.Remove(claimed),
        };
        var signal = new Signal.EffectSettled(claimed.Effect, outcome, sending.Repeat) { Id = $"{claimed.Effect.Id}#{claimed.Attempts}", At = now, ReceivedAt = now };
        await desk.Hand(id, signal, cancel, settled: change);
        return outcome is Outcome.Delivered or Outcome.Dropped || (outcome is Outcome.Refused && !claimed.HoldsHubSpot);
    }
}
