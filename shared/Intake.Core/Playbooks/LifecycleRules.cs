using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// Whoever moves a ticket here tells the client: the question (SC-4), the solution (SC-5). What was said since the ticket came to the stage before
/// counts too. <see cref="Template"/> is sent with every move into the stage, around the agent's own {message} where there is one.
/// </summary>
public sealed record MessageRule(string Example, string? Template, string Clause);

/// <summary>Where the ticket goes by itself when the client writes or calls (SC-3).</summary>
public sealed record OnReplyRule(string To, string Clause);

/// <summary>The client is reminded of our question, this long after it (SC-4).</summary>
public sealed record ClientReminderRule(Duration After, string Template, string Clause);

/// <summary>A ticket rests here until a date (SC-7), a day alone at <see cref="DayAt"/>: then its owner is asked, and again.</summary>
public sealed record HoldRule(LocalTime DayAt, Duration AgainAfter, string Template, string Room, string Clause);

/// <summary>Of the closed stage: nothing is changed any more, whatever comes next is another ticket, linked to this one (SC-6).</summary>
public sealed record SealedRule(string Clause);
