using Intake.Connectors.HubSpot;
using Intake.Connectors.RingCentral;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>Finishes what lies in the inbox: judges a call once it has settled, looks up what a HubSpot event only names. Doing it twice changes nothing: the tickets know the delivery keys.</summary>
public sealed class InboxWork(Inbox inbox, FrontDoor door, HubSpotEvents hubSpot, PlaybookShelf shelf, TimeProvider time)
{
    // A colleague may still be picking up when the first phone stops ringing.
    private static readonly Duration Settling = Duration.FromSeconds(5);
    private static readonly Duration LongestCall = Duration.FromHours(6);

    public async Task<NextLook> Run(string key, Wake wake, CancellationToken cancel)
    {
        if (await inbox.Mark(key, cancel) is not { } mark)
        {
            return NextLook.Never;
        }

        var inputs = await inbox.Read(key, cancel);
        var next = inputs switch
        {
            [] => null,
            [(Inbound.CallEvent, _), ..] => await Call(inputs, wake, cancel),
            [var (input, receivedAt), ..] => await hubSpot.Finish(input, receivedAt, wake, cancel),
        };
        return (next, await (next is { } later ? inbox.Postpone(key, mark, later, cancel) : inbox.Finish(key, mark, cancel))) switch
        {
            // More came in meanwhile, and its nudge may have been lost on us.
            (_, false) => NextLook.At(time.Now()),
            ({ } at, true) => NextLook.At(at),
            (null, true) => NextLook.Never,
        };
    }

    /// <summary>When to look again; null when the call has been judged.</summary>
    private async Task<Instant?> Call(List<(Inbound Input, Instant ReceivedAt)> inputs, Wake wake, CancellationToken cancel)
    {
        var legs = inputs.Select(item => item.Input).OfType<Inbound.CallEvent>().ToList();
        var settled = inputs.Max(item => item.ReceivedAt) + Settling;
        var verdict = Calls.Judge(legs);
        if (verdict is CallVerdict.Missed && settled > time.Now())
        {
            return settled;
        }

        if (verdict is CallVerdict.StillGoing)
        {
            var given = inputs.Max(item => item.ReceivedAt) + LongestCall;
            return given > time.Now() ? given : null;
        }

        // The number of ours that the call is about: dialled by the client, or shown to them.
        string[] ours = [.. legs.SelectMany(leg => new[] { leg.Leg.To, leg.Leg.From }).OfType<string>().Distinct()];
        if (shelf.ChannelOf(ChannelKind.Phone, ours) is { } phone)
        {
            await Tell(phone, legs, verdict, wake, cancel);
        }

        return null;
    }

    private async Task Tell(ServedChannel phone, List<Inbound.CallEvent> legs, CallVerdict verdict, Wake wake, CancellationToken cancel)
    {
        const string Source = "RingCentral";
        var deciding = Deciding(legs, verdict);
        var session = deciding.Session;

        Signal Stamped(string what, Signal signal) => door.Stamp(deciding with { Delivery = $"call:{session}:{what}" }, signal);
        string[] Threads(string? number) => [.. phone.Threads([number is null ? $"call:{session}" : PointerKeys.Phone(number)])];
        var (channel, begins) = (phone.Channel.Name, FrontDoor.Begins(phone));

        switch (verdict)
        {
            case CallVerdict.Missed missed:
                await door.ToThread([.. Threads(missed.From)], Stamped("missed", new Signal.CallMissed(channel, Caller(missed.From, missed.Name), Source) { Facts = begins }), wake, cancel);
                break;
            case CallVerdict.Answered answered:
                await door.ToThread([.. Threads(answered.From)], Stamped("answered", new Signal.CallAnswered(channel, Caller(answered.From, null), answered.Extension, Source) { Facts = begins }), wake, cancel);
                break;
            case CallVerdict.Outbound { To: { } to } made:
                await door.ToKnown([.. Threads(to)], Stamped("made", new Signal.CallMade(Caller(to, null), made.Extension)), wake, cancel);
                break;
        }
    }

    /// <summary>The event with which it happened: a call is missed when it ends, answered or made as soon as it is; however many events were here when it was judged.</summary>
    private static Inbound.CallEvent Deciding(List<Inbound.CallEvent> legs, CallVerdict verdict)
    {
        List<Inbound.CallEvent> inOrder = [.. legs.OrderBy(leg => leg.Sequence)];
        return verdict is CallVerdict.Missed ? inOrder[^1] : inOrder[Enumerable.Range(0, inOrder.Count).First(n => Calls.Judge(inOrder[..(n + 1)]).GetType() == verdict.GetType())];
    }

    private static Client Caller(string? number, string? name) => new(name, number, number);
}
