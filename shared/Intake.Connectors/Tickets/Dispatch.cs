using Intake.Connectors.Accounts;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// Sends one ticket's effects. Each is claimed before it is sent and recorded after, so: exactly once, except one marked repeat for a crash
/// between send and record. Targets go side by side, pages first; within a target the order is kept.
/// </summary>
public sealed partial class Dispatch(Desk desk, TicketStore store, EffectSender sender, FrontDoor door, TimeProvider time, ILogger<Dispatch> logger, AccountLookup? accounts = null)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly Duration Pause = Duration.FromSeconds(15);

    // Longer than a send may take, so a live claim means somebody is at it.
    private static readonly Duration Lease = Duration.FromSeconds(30);

    /// <param name="until">No attempt begins after this: a slow target must not keep the clock from looking up.</param>
    public async Task Send(TicketId id, Playbook playbook, IReadOnlyList<StoredEffect> effects, Instant until, Wake wake, CancellationToken cancel)
    {
        var now = time.Now();
        var targets = Ready(effects, now).OrderByDescending(target => target.Any(stored => stored.Effect.IsPage)).ToList();
        await Task.WhenAll(targets.Select(target => SendInOrder(id, playbook, target, until, wake, cancel)));
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

    private async Task SendInOrder(TicketId id, Playbook playbook, IReadOnlyList<StoredEffect> target, Instant until, Wake wake, CancellationToken cancel)
    {
        foreach (var stored in target)
        {
            if (time.Now() > until || stored.ReadyAt > time.Now() || !await SendOne(id, playbook, stored, wake, cancel))
            {
                return;
            }
        }
    }

    /// <summary>False when the later ones of this target must wait.</summary>
    private async Task<bool> SendOne(TicketId id, Playbook playbook, StoredEffect stored, Wake wake, CancellationToken cancel)
    {
        if (await store.Claim(id, stored, time.Now(), Lease, cancel) is not { } claimed)
        {
            return false;
        }

        var ticket = (await store.Load(id, cancel)).Ticket;
        var sending = new Sending(id, ticket.HubSpotId, claimed.Attempts, Repeat: claimed.MayHaveGotThrough, claimed.FirstAttemptAt!.Value);
        var unwanted = Wanted.WhyNot(ticket, claimed.Effect, time.Now());
        if ((claimed.MayHaveGotThrough || (unwanted is not null && claimed.Attempts > 1)) && await Found(claimed.Effect, sending, cancel) is { } found)
        {
            // An earlier attempt had got through; its receipt is worth having even when nobody wants it sent any more.
            return await Record(id, claimed, sending with { Repeat = false }, found, cancel);
        }

        var outcome = unwanted is not null ? new Outcome.Dropped(unwanted) : await Attempt(playbook, claimed.Effect, sending, wake, cancel);
        return await Record(id, claimed, sending, outcome, cancel);
    }

    private async Task<Outcome?> Found(Effect effect, Sending sending, CancellationToken cancel)
    {
        try
        {
            using var limit = Limit(cancel);
            return effect is Effect.Tell or Effect.LookUpAccount ? null : await sender.Find(effect, sending, limit.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogBroken(effect.GetType().Name, sending.Ticket, e);
            return null;
        }
    }

    private async Task<Outcome> Attempt(Playbook playbook, Effect effect, Sending sending, Wake wake, CancellationToken cancel)
    {
        try
        {
            using var limit = Limit(cancel);
            return effect switch
            {
                Effect.Tell tell => await Tell(tell, sending, wake, cancel),
                Effect.LookUpAccount => await LookUp(playbook, effect.Id, sending, wake, limit.Token),
                _ => await sender.Send(effect, sending, playbook, limit.Token),
            };
        }
        catch (Exception e) when (e is OperationCanceledException || e.IsTroubleOfTheStore())
        {
            cancel.ThrowIfCancellationRequested();
            return new Outcome.TryAgain(time.Now() + Pause, e is OperationCanceledException ? "no answer within 10 s" : "the store could not be reached");
        }
        catch (Exception e)
        {
            // A provider's no is an answer, so this is a bug of ours: parked where a person sees it, and nothing else stops for it.
            LogBroken(effect.GetType().Name, sending.Ticket, e);
            return new Outcome.Refused($"a mistake of ours: {e.GetType().Name}");
        }
    }

    private async Task<Outcome> Tell(Effect.Tell tell, Sending sending, Wake wake, CancellationToken cancel)
    {
        // The effect's id is the delivery key there: told twice is told once.
        await door.Hand(tell.Ticket, tell.Signal with { Id = $"{sending.Ticket}/{tell.Id}", ReceivedAt = time.Now() }, wake, cancel);
        return new Outcome.Delivered(tell.Ticket.Value);
    }

    private async Task<Outcome> LookUp(Playbook playbook, string effect, Sending sending, Wake wake, CancellationToken cancel)
    {
        if (accounts is null)
        {
            return new Outcome.Dropped("no accounts' service is set up");
        }

        var (signal, later) = await accounts.Of((await store.Load(sending.Ticket, cancel)).Ticket, playbook, sending.Attempt, cancel);
        if (signal is null)
        {
            return later!;
        }

        // The effect's id is the delivery key: found twice is found once.
        var now = time.Now();
        await door.Hand(sending.Ticket, signal with { Id = $"{sending.Ticket}/{effect}", At = now, ReceivedAt = now }, wake, cancel);
        return new Outcome.Delivered(signal.Account ?? "none");
    }

    private static CancellationTokenSource Limit(CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SendLimit);
        return limit;
    }

    private async Task<bool> Record(TicketId id, StoredEffect claimed, Sending sending, Outcome outcome, CancellationToken cancel)
    {
        var now = time.Now();
        EffectChange change = outcome switch
        {
            Outcome.TryAgain again => new EffectChange.Reschedule(claimed with { MayHaveGotThrough = claimed.MayHaveGotThrough || again.MayHaveGotThrough }, again.At),
            Outcome.Refused refused => new EffectChange.Park(claimed, refused.Why),
            _ => new EffectChange.Remove(claimed),
        };
        var signal = new Signal.EffectSettled(claimed.Effect, outcome, sending.Repeat) { Id = $"{claimed.Effect.Id}#{claimed.Attempts}", At = now, ReceivedAt = now };
        await desk.Hand(id, signal, cancel, settled: change);
        return outcome is Outcome.Delivered or Outcome.Dropped || (outcome is Outcome.Refused && !claimed.HoldsHubSpot);
    }

    [LoggerMessage(LogLevel.Error, "A {Effect} of ticket {Ticket} broke its sender.")]
    private partial void LogBroken(string effect, TicketId ticket, Exception e);
}
