using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Time;
using NodaTime;

namespace Intake.Reporting;

/// <summary>With whom a ticket lies at a moment.</summary>
public enum LiesWith
{
    /// <summary>Nobody has it.</summary>
    Queue,

    /// <summary>Somebody has it and it is theirs to act.</summary>
    Agent,

    /// <summary>The client's answer is awaited.</summary>
    Client,

    /// <summary>Somebody else outside is awaited.</summary>
    Supplier,

    /// <summary>A colleague or another department is awaited.</summary>
    Internal,

    /// <summary>The channel is not watched.</summary>
    OffHours,
}

/// <summary>
/// Where a ticket's time went: every stretch from its opening to its close (or to <paramref name="Until"/>) lies with exactly one, so the sums are
/// exactly the elapsed time. Time between a close and a reopening is not the ticket's.
/// </summary>
public sealed record MinuteLedger(ImmutableSortedDictionary<LiesWith, Duration> With, ImmutableSortedDictionary<string, Duration> ByAgent, Duration Elapsed, Instant Until)
{
    /// <summary>Folds a ticket's events in the order in which they were decided. With <paramref name="from"/>, only what lies between it and <paramref name="until"/> is booked.</summary>
    public static MinuteLedger Of(Playbook playbook, TicketId id, IEnumerable<TicketEvent> events, Instant until, Instant? from = null)
    {
        var with = Enum.GetValues<LiesWith>().ToDictionary(lies => lies, _ => Duration.Zero);
        var byAgent = new Dictionary<string, Duration>();
        var (ticket, since, elapsed) = (Ticket.None(id), Instant.MinValue, Duration.Zero);
        foreach (var e in events)
        {
            // News may come late: what it changes holds from when we learnt of what came before it.
            var at = ticket.Exists ? Instant.Max(e.At, since) : e.At;
            Book(at);
            (ticket, since) = (ticket.Evolve(e), at);
        }

        Book(Instant.Max(since, until));
        return new MinuteLedger(with.ToImmutableSortedDictionary(), byAgent.ToImmutableSortedDictionary(StringComparer.Ordinal), elapsed, until);

        void Book(Instant end)
        {
            var (begin, to) = from is { } first ? (Instant.Max(since, first), Instant.Min(end, until)) : (since, end);
            if (!ticket.IsOpen || to <= begin)
            {
                return;
            }

            var (whole, open) = (to - begin, Monitored(playbook, ticket).Between(begin, to));
            var lies = Now(playbook, ticket);
            elapsed += whole;
            with[lies] += open;
            with[LiesWith.OffHours] += whole - open;
            if (lies == LiesWith.Agent && ticket.Owner is { } owner)
            {
                byAgent[owner] = byAgent.GetValueOrDefault(owner) + open;
            }
        }
    }

    /// <summary>With whom the ticket lies while its channel is watched.</summary>
    public static LiesWith Now(Playbook playbook, Ticket ticket) => ticket switch
    {
        { Baton: { } baton } when playbook.Baton is { } rules && baton.Department != rules.Own => LiesWith.Internal,
        { Visit.Tagged: not null } or { Handoff: not null } => LiesWith.Internal,
        { Visit.Party.IsClient: true } => LiesWith.Client,
        { Visit.Party: not null } => LiesWith.Supplier,
        { Owner: null, Waiting: not null } or { Owner: null, TouchedAt: null } => LiesWith.Queue,
        { Waiting: null, TouchedAt: not null, Promises: [], Visit: null or { Task: null } } => LiesWith.Client,
        { Owner: null } => LiesWith.Queue,
        _ => LiesWith.Agent,
    };

    private static BusinessCalendar Monitored(Playbook playbook, Ticket ticket) => playbook.Channels.GetValueOrDefault(ticket.Channel)?.Monitored ?? BusinessCalendar.Always;
}
