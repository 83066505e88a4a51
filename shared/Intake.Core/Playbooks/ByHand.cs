using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>Tickets made by hand (TS-T2): where issues come from that no webhook brings, when a ticket is required (TS-T3), and what becomes of drafts.</summary>
public sealed record ByHandRules(string Clause, string Required, string RequiredClause, ImmutableArray<CaptureSource> Sources, DraftRules? Drafts);

/// <summary>A kind of issue typed in by an agent: the channel whose rules hold for it, how its source is documented, and whether the client still waits.</summary>
public sealed record CaptureSource(string Name, string Channel, string Source, bool Waits, string Clause);

/// <summary>An issue without a ticket: nags until it is one, or is dismissed for a reason of the fixed list (TS-D2).</summary>
public sealed record DraftRules(string Clause, NagRule Nag, ImmutableArray<Dismissal> Dismissals, ImmutableArray<NoDismissal> Refused);

/// <summary>A reason why there is no ticket. <see cref="NamesTicket"/>: it belongs to another one, which is named.</summary>
public sealed record Dismissal(string Reason, string Label, bool NamesTicket);

/// <summary>What is no reason, and why.</summary>
public sealed record NoDismissal(string Reason, string Why, string Clause);
