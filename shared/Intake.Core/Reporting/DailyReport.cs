using System.Collections.Immutable;
using Intake.Tickets;
using NodaTime;

namespace Intake.Reporting;

/// <summary>What one shift leaves to the next (TS-R1). Stored when it is posted: asked for later, it shows the same.</summary>
public sealed record DailyReport(
    string Playbook, string Title, string Clause, string Shift, LocalDate Date, string NextShift, Instant From, Instant To, ImmutableArray<string> Remarks, ImmutableArray<ReportPart> Parts);

/// <summary>One section with its lines; <paramref name="Empty"/> is said when there are none.</summary>
public sealed record ReportPart(string List, string Title, string Clause, string? Empty, ImmutableArray<ReportLine> Lines);

/// <summary>One line, and the ticket it is about.</summary>
public sealed record ReportLine(string Text, string? Ticket = null);

/// <summary>A ticket with its events, as a report reads it.</summary>
public sealed record TicketStory(Ticket Ticket, ImmutableArray<TicketEvent> Events);

/// <summary>How many inbound messages of a day ended where (TS-T6). <paramref name="Open"/>: neither on a ticket nor explained within a minute.</summary>
public sealed record InboundCount(LocalDate Date, int Inbound, int Attached, int Dismissed, int DeadLettered, int Open)
{
    /// <summary>Every message has ended somewhere.</summary>
    public bool Balances => Inbound == Attached + Dismissed + DeadLettered && Open == 0;
}
