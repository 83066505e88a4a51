using System.Collections.Immutable;
using Intake.Tickets;
using Intake.Time;
using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// What the team's word to a client is worth (TS-C4): <see cref="SaidBy"/> are the words of a promise, which holds when a time stands in the same
/// sentence. Broken, it climbs <see cref="Ladder"/>. It keeps the live gap's clock silent for messages that came no more than <see cref="Covers"/> before it is due.
/// </summary>
public sealed record PromiseRules(string Clause, string Ladder, Duration WarnBefore, string Warning, string Room, string Holding, Duration Covers, PhraseBook SaidBy);

/// <summary>Words after which nothing is owed (TS-C3); <see cref="Beside"/> may stand among them.</summary>
public sealed record ClosingWords(string Clause, PhraseBook Phrases, ImmutableArray<string> Beside);

/// <summary>
/// "Deprioritise and tell" (TS-A4): each chat of an agent that was active within <see cref="ActiveWithin"/> is told <see cref="Template"/> and waits
/// at most <see cref="AtMost"/>, then <see cref="Ladder"/> climbs. Offered to whoever is on call as <see cref="Role"/>.
/// </summary>
public sealed record DeprioritiseRules(
    string Clause, string Template, Duration AtMost, Duration ActiveWithin, string Ladder, string Room, string Post, string Offer, string Role);

/// <summary>Asks the agent to say when it will be solved (TS-U1): so long after an answer that named no time.</summary>
public sealed record GuidanceRules(string Clause, ImmutableArray<Urgency> Classes, Duration After, string Template, string Room);

/// <summary>Roles a rung also pages while a calendar is open (TS-A7).</summary>
public sealed record RungAddition(BusinessCalendar During, ImmutableArray<string> Roles, string Clause);
