using System.Collections.Immutable;

namespace Intake.Connectors.RingCentral;

/// <summary>What a telephone call came to, seen from the team.</summary>
public abstract record CallVerdict
{
    private CallVerdict() { }

    /// <summary>Nobody answered, voicemail included. <paramref name="From"/> is null when the number was withheld.</summary>
    public sealed record Missed(string? From, string? Name) : CallVerdict;

    /// <summary>A person answered; <paramref name="Extension"/> is null when only a colleague's party told so.</summary>
    public sealed record Answered(string? From, string? Extension) : CallVerdict;

    /// <summary>Somebody of the team called outside.</summary>
    public sealed record Outbound(string? To, string? Extension, bool WasAnswered) : CallVerdict;

    /// <summary>Not over yet, and not answered yet.</summary>
    public sealed record StillGoing : CallVerdict;

    /// <summary>Between colleagues, a fax, or over before it reached anybody.</summary>
    public sealed record NothingForUs : CallVerdict;
}

/// <summary>The judge of a call's events, in whatever order they came.</summary>
public static class Calls
{
    /// <summary>The verdict on the events of one session; the same for every order and repetition of them.</summary>
    public static CallVerdict Judge(IReadOnlyList<Inbound.CallEvent> events)
    {
        ImmutableArray<CallLeg> legs = [.. events.OrderBy(e => e.Sequence).Select(e => e.Leg)];
        ImmutableArray<CallLeg> incoming = [.. legs.Where(leg => leg.Inbound)];
        var outgoing = legs.FirstOrDefault(leg => !leg.Inbound && leg.Extension is not null && IsOutside(leg.To));

        if (legs.Any(leg => Is(leg, "FaxReceive")))
        {
            return new CallVerdict.NothingForUs();
        }

        // A party of ours that is called from outside makes it an incoming call, even when it is then forwarded out again.
        if (incoming.Any(leg => leg.Extension is not null && FromOutside(leg)) || (outgoing is null && incoming.Any(FromOutside)))
        {
            return Incoming([.. incoming.Where(FromOutside)]);
        }

        return (outgoing, legs.Any(leg => !leg.Inbound && leg.Extension is null && FromOutside(leg))) switch
        {
            ({ }, _) => Outgoing(outgoing, legs),
            // A caller still in the greeting, whom no party of ours has been told of.
            (null, true) when !AllEnded(legs) => new CallVerdict.StillGoing(),
            _ => new CallVerdict.NothingForUs(),
        };
    }

    private static CallVerdict Incoming(ImmutableArray<CallLeg> legs)
    {
        // Only an Inbound party is a person: the caller's own Outbound party is "Answered" as soon as the greeting plays.
        if (legs.FirstOrDefault(Talked) is { } talked)
        {
            return new CallVerdict.Answered(Known(legs, leg => leg.From), talked.Extension);
        }

        // A queue tells the other agents that one of them answered, which counts even where that one's own event was lost.
        if (legs.Any(leg => IsFor(leg, "AgentAnswered") || IsFor(leg, "Pickup")))
        {
            return new CallVerdict.Answered(Known(legs, leg => leg.From), null);
        }

        // Ended without anybody's voice is missed, flagged or not: calling back once too often costs less than not at all.
        return AllEnded(legs) ? new CallVerdict.Missed(Known(legs, leg => leg.From), Known(legs, leg => leg.FromName)) : new CallVerdict.StillGoing();
    }

    private static CallVerdict Outgoing(CallLeg call, ImmutableArray<CallLeg> legs) => (legs.Any(Talked), AllEnded(legs)) switch
    {
        (false, false) => new CallVerdict.StillGoing(),
        (var answered, _) => new CallVerdict.Outbound(call.To, call.Extension, answered),
    };

    // Hold and Parked come after an answer; where that event is late or lost they prove it.
    private static bool Talked(CallLeg leg) => Is(leg, "Answered") || Is(leg, "Hold") || Is(leg, "Parked");

    private static bool AllEnded(ImmutableArray<CallLeg> legs) =>
        legs.GroupBy(leg => leg.Party).Select(party => party.Last()).All(last => Is(last, "Disconnected") || Is(last, "Gone") || Is(last, "VoiceMail"));

    private static bool FromOutside(CallLeg leg) => leg.From is null || IsOutside(leg.From);

    private static bool IsOutside(string? number) => number is ['+', ..];

    private static string? Known(ImmutableArray<CallLeg> legs, Func<CallLeg, string?> what) => legs.Select(what).FirstOrDefault(value => value is not null);

    private static bool Is(CallLeg leg, string status) => string.Equals(leg.Status, status, StringComparison.OrdinalIgnoreCase);

    private static bool IsFor(CallLeg leg, string reason) => string.Equals(leg.Reason, reason, StringComparison.OrdinalIgnoreCase);
}
