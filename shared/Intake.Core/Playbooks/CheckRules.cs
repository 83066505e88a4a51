using System.Collections.Immutable;
using Intake.Tickets;
using Intake.Triage;

namespace Intake.Playbooks;

/// <summary>
/// Something an agent must have looked at, asked when the ticket's content calls for it and answered on the ticket before the step it guards. With items it is
/// a checklist, each item of which has an answer.
/// </summary>
public sealed record Check(string Name, string Question, CheckWhen When, string Clause)
{
    /// <summary>"reply", "close", a kind of request (before it is carried out), or a macro.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>What may be answered; empty: anything that says something.</summary>
    public ImmutableArray<string> Answers { get; init; } = [];

    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>Asked anew whenever the ticket is reopened; else an answer holds for the whole ticket.</summary>
    public bool Again { get; init; }

    public const string Reply = "reply";
    public const string Close = "close";

    /// <summary>What each answer belongs to: the items, or the question itself.</summary>
    public ImmutableArray<string> Asked => Items.IsEmpty ? [Question] : Items;

    /// <summary>The parts nobody has answered.</summary>
    public IEnumerable<string> Unanswered(CheckState? state) => Asked.Where(asked => state is null || !state.Answers.ContainsKey(asked));
}

/// <summary>When a check is asked: any of these is enough.</summary>
public sealed record CheckWhen
{
    /// <summary>On every ticket.</summary>
    public bool Always { get; init; }

    /// <summary>The client's message says one of these.</summary>
    public PhraseBook? Words { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableArray<string> Stages { get; init; } = [];

    /// <summary>Triage rules the client's message was classified by.</summary>
    public ImmutableArray<string> Triage { get; init; } = [];

    /// <summary>Kinds of request the client made.</summary>
    public ImmutableArray<string> Requests { get; init; } = [];

    /// <summary>The reply says none of these.</summary>
    public PhraseBook? ReplyLacks { get; init; }
}

/// <summary>What clients ask for (ER-15): each request heard in a message is a task on its ticket.</summary>
public sealed record RequestRules(ImmutableArray<RequestKind> Kinds, string Clause);

public sealed record RequestKind(string Name, string Title, PhraseBook Words);
