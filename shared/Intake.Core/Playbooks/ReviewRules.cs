using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// Quality reviews (ER-13): of each agent so many conversations closed in a week, drawn when it ends, each scored from 1 to <see cref="Best"/> on every
/// question. {count}, {agents}, {from} and {to} of the text are filled in.
/// </summary>
public sealed record ReviewRules(string Clause, int PerAgent, int Best, IsoDayOfWeek Day, LocalTime At, string Room, string Text, ImmutableArray<ReviewQuestion> Questions);

/// <summary>What is looked at, and the clause it asks to be kept.</summary>
public sealed record ReviewQuestion(string Name, string Ask, string Clause);

/// <summary>Agents' feedback on the rules and training dates are kept for the SOP's owner (ER-20).</summary>
public sealed record FeedbackRules(string Clause);

/// <summary>The log a spreadsheet imports (CC-9): one row for each interaction of the last <see cref="Days"/> days.</summary>
public sealed record LogRules(string Clause, int Days);
