using System.Collections.Immutable;
using NodaTime;

namespace Intake.Reporting;

/// <summary>One field of a ticket in which HubSpot and Intake differ, and what was done about it.</summary>
public sealed record DriftedField(string Field, string? Intake, string? HubSpot, string Done);

/// <summary>A ticket that differs.</summary>
public sealed record DriftedTicket(string Ticket, string Title, string HubSpotId, ImmutableArray<DriftedField> Fields);

/// <summary>One comparison of HubSpot with Intake. <paramref name="Busy"/>: tickets left out because something was on its way to HubSpot.</summary>
public sealed record DriftReport(LocalDate Date, Instant At, int Compared, int Busy, ImmutableArray<DriftedTicket> Drifted);
