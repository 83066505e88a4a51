using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>The Daily Report of each shift (TS-R1): its title with {shift} and {date}, the room it is posted to, and what stands in it, in order.</summary>
public sealed record ReportRules(string Clause, string Title, string Room, ImmutableArray<ReportSectionRule> Sections);

/// <summary>One section: <paramref name="Content"/> says what is listed, <paramref name="Empty"/> what stands there when there is nothing.</summary>
public sealed record ReportSectionRule(ReportContent Content, string Title, string Clause, string? Empty);

/// <summary>What a section of a report can list.</summary>
public enum ReportContent
{
    /// <summary>Plans to be carried out in the next shift (TS-P5).</summary>
    Executions,

    /// <summary>Tickets that stay with their agent (TS-O1).</summary>
    OwnershipExceptions,

    /// <summary>Handed over and not yet accepted (TS-O2).</summary>
    HandOvers,

    /// <summary>Chats still being talked in (TS-C6).</summary>
    LiveChats,

    /// <summary>What clients were promised.</summary>
    Promises,

    /// <summary>Targets missed in this shift, each with its cause.</summary>
    Breaches,

    /// <summary>Moves that broke a rule and are not settled.</summary>
    Exceptions,

    /// <summary>Issues that are not yet tickets.</summary>
    Drafts,

    /// <summary>Tickets made by hand, and issues dismissed, with the reason (TS-Q1).</summary>
    ByHand,

    /// <summary>Who was woken how often.</summary>
    Pages,

    /// <summary>Tickets opened, reopened and closed.</summary>
    Counts,

    /// <summary>Whether every inbound message has ended somewhere (TS-T6).</summary>
    Inbound,
}

/// <summary>When HubSpot is compared with Intake, and which room hears of what differed.</summary>
public sealed record DriftRules(LocalTime At, string Room, string Clause);
