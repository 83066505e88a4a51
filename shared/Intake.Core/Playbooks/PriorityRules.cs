using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Clocks;
using Intake.Tickets;
using Intake.Time;
using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// A playbook's own priorities, the most pressing first. Each stands for a class and says within how long its client is answered; where several
/// stand for one class, the first is meant unless an agent chose another.
/// </summary>
public sealed record PriorityRules(ImmutableArray<Priority> Levels)
{
    public Priority? Named(string? name) => Levels.FirstOrDefault(level => level.Name == name);

    /// <summary>The priority a class means: its own, else the next more pressing one's.</summary>
    public Priority Of(Urgency urgency) => Levels.Where(level => level.Class >= urgency && !level.ByAgent).MinBy(level => level.Class) ?? Levels[0];

    /// <summary>The target of a client who waits in this class: of the ticket's own priority where it stands for that class.</summary>
    public Priority For(string? priority, Urgency urgency) => Named(priority) is { } named && named.Class == urgency ? named : Of(urgency);
}

/// <summary>A priority: <see cref="Respond"/> is its target. <see cref="ByAgent"/>: only an agent gives it, never triage.</summary>
public sealed record Priority(string Name, string Title, ResponseRule Respond, bool ByAgent)
{
    public Urgency Class => Respond.Class;

    /// <summary>When somebody who wrote at <paramref name="since"/> is to be answered.</summary>
    public Instant Due(Instant since, BusinessCalendar calendar) => Respond.Counting.Due(since, Respond.Within, calendar);
}

/// <summary>What an inquiry is about. The first of <see cref="Kinds"/> with a phrase in the message is meant; else the one without phrases.</summary>
public sealed record CategoryRules(string Clause, ImmutableArray<Category> Kinds)
{
    public Category? Named(string? name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    public Category Otherwise => Kinds.First(kind => kind.Phrases is null && !kind.Follows);

    /// <summary>What a follow-up on a previous request is called; null: it is no category of its own.</summary>
    public Category? FollowUp => Kinds.FirstOrDefault(kind => kind.Follows);
}

/// <summary>A category and the priority it has. <see cref="Follows"/>: it is about a previous request, to which it is linked and whose priority it inherits.</summary>
public sealed record Category(string Name, string Title, string Clause, string? Priority, bool Follows, PhraseBook? Phrases);

/// <summary>Each inquiry has a number of its own: <see cref="Form"/> with {number}, counted from <see cref="First"/>.</summary>
public sealed record ReferenceRules(string Clause, string Form, int First)
{
    private const string Number = "{number}";

    private readonly Lazy<Regex> _pattern = new(() => new Regex(
        $@"(?<![\p{{L}}\d]){Regex.Escape(Form).Replace(Regex.Escape(Number), "(?<number>[0-9]{1,18})", StringComparison.Ordinal)}(?![\p{{L}}\d])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)));

    /// <summary>The number as clients see it: "CC-1042".</summary>
    public string Written(long number) => Form.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The first reference that stands in a text, as it is written by us; null when there is none.</summary>
    public string? In(string text) => _pattern.Value.Match(text) is { Success: true } match ? Written(long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) : null;
}

/// <summary>The client is told at once that the inquiry has come; not delivered <see cref="Within"/>, the room is told.</summary>
public sealed record ReceiptRules(string Clause, string Template, Duration Within, string Room, string LateTemplate);
