using Intake.Playbooks;
using Intake.Triage;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// Sorts an inquiry into a category and, with it, a priority (CC-3, CC-4). A later message only raises: the more pressing category is then the ticket's.
/// A follow-up on a previous request is linked to it and is no less pressing.
/// </summary>
internal static class Categories
{
    /// <summary>The classification, made no less pressing than the ticket's priority.</summary>
    public static Classification Sort(Draft draft, string text, Classification judged)
    {
        if (draft.Playbook is not { Categories: { } kinds, Priorities: { } levels })
        {
            return judged;
        }

        Link(draft);
        var (kind, words) = Kind(draft, kinds, text);
        var sorted = Pressing(levels, levels.Named(kind.Priority), Inherited(draft, levels), judged.Evidence.IsEmpty ? null : levels.Of(judged.Urgency));
        var present = levels.Named(draft.Ticket.Priority);
        if (draft.Ticket.Category is null || sorted.Class > present?.Class)
        {
            var raised = sorted.Name != kind.Priority && !judged.Evidence.IsEmpty ? $"“{judged.Evidence[0]}”" : null;
            var why = (words, raised) is (null, null) ? "nothing more particular" : string.Join(", ", new[] { words, raised }.OfType<string>());
            draft.Happened(new Categorised(kind.Name, sorted.Name, Agent: null, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = kind.Clause });
            draft.Note($"{kind.Title}, priority {sorted.Title} ({why}).", kind.Clause);
        }

        var least = levels.Named(draft.Ticket.Priority)!;
        return least.Class > judged.Urgency ? new Classification(least.Class, least.Respond.Clause, draft.Ticket.Category!, words is null ? [] : [words]) : judged;
    }

    /// <summary>An agent says what it is about, or how pressing it is; the clocks follow.</summary>
    public static void Set(Draft draft, Signal.CategorySet signal)
    {
        if (draft.Playbook is not { Categories: { } kinds, Priorities: { } levels })
        {
            draft.Refuse("intake", "This playbook has no categories.", "Add the sections \"priorities\" and \"categories\" to it.");
            return;
        }

        var kind = kinds.Named(signal.Category ?? draft.Ticket.Category ?? kinds.Otherwise.Name);
        var priority = levels.Named(signal.Priority ?? (signal.Category is null ? draft.Ticket.Priority : kind?.Priority ?? draft.Ticket.Priority));
        if (Wrong(draft, signal, kinds, levels, kind, priority) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
            return;
        }

        if (kind!.Follows && draft.Ticket.Follows is null)
        {
            Link(draft);
            priority = Pressing(levels, priority, Inherited(draft, levels));
        }

        // The priority first: what follows the class then finds it.
        var chosen = priority ?? levels.Of(draft.Ticket.Urgency);
        Prioritise(draft, kind, chosen, signal.Agent, signal.Reason ?? "judged by the agent");
        if (chosen.Class != draft.Ticket.Urgency)
        {
            FromAgent.Set(draft, chosen.Class, signal.Agent, signal.Reason ?? kind.Title);
        }
    }

    /// <summary>An agent overruled the class: the priority follows.</summary>
    public static void Follow(Draft draft, string agent, string reason)
    {
        if (draft.Playbook is { Categories: { } kinds, Priorities: { } levels } && levels.For(draft.Ticket.Priority, draft.Ticket.Urgency) is var level)
        {
            Prioritise(draft, kinds.Named(draft.Ticket.Category) ?? kinds.Otherwise, level, agent, reason);
        }
    }

    private static void Prioritise(Draft draft, Category kind, Priority level, string agent, string why)
    {
        if ((draft.Ticket.Category, draft.Ticket.Priority) != (kind.Name, level.Name))
        {
            draft.Happened(new Categorised(kind.Name, level.Name, agent, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = level.Respond.Clause });
            draft.Note($"{agent}: {kind.Title}, priority {level.Title} ({why}).", level.Respond.Clause);
        }
    }

    private static Refusal? Wrong(Draft draft, Signal.CategorySet signal, CategoryRules kinds, PriorityRules levels, Category? kind, Priority? priority) => signal switch
    {
        _ when !draft.Ticket.IsOpen => new Refusal(kinds.Clause, "The ticket is closed.", "Move it back to an open stage first."),
        _ when kind is null => new Refusal(kinds.Clause, $"“{signal.Category}” is not a category.", $"Use one of {string.Join(", ", kinds.Kinds.Select(known => known.Name))}."),
        { Priority: { } named } when priority is null => new Refusal(kinds.Clause, $"“{named}” is not a priority.", $"Use one of {string.Join(", ", levels.Levels.Select(known => known.Name))}."),
        { Priority: not null, Reason: null } => new Refusal(priority!.Respond.Clause, "A priority is chosen with a reason.", "Add “reason”."),
        _ when kind.Follows && draft.Ticket.Follows is null && draft.Signal.Facts.Earlier is null =>
            new Refusal(kind.Clause, signal.Earlier is { } number ? $"There is no request “{number}”." : "It does not say which previous request it follows.", "Send “earlier”: the reference of the previous request."),
        _ => null,
    };

    private static (Category Kind, string? Words) Kind(Draft draft, CategoryRules kinds, string text)
    {
        foreach (var kind in kinds.Kinds)
        {
            if (kind.Follows && draft.Ticket.Follows is not null)
            {
                return (kind, "about a previous request");
            }

            if (kind.Phrases?.First(text) is { } words)
            {
                return (kind, $"“{words}”");
            }
        }

        return (kinds.Otherwise, null);
    }

    private static void Link(Draft draft)
    {
        if (draft.Signal.Facts.Earlier is { } earlier && earlier.Id != draft.Ticket.Id && draft.Ticket.Follows is null)
        {
            draft.Happened(new LinkedToEarlier(earlier.Id, earlier.Reference) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.Categories!.FollowUp?.Clause ?? draft.Playbook.Categories.Clause });
            draft.Note($"Follows {earlier.Reference ?? earlier.Id.Value}: {earlier.Title}.", draft.Playbook.Categories.Clause);
        }
    }

    /// <summary>Of the previous request, or of the ticket itself when it was taken up again.</summary>
    private static Priority? Inherited(Draft draft, PriorityRules levels) =>
        draft.Signal.Facts.Earlier is { } earlier && earlier.Id == draft.Ticket.Follows ? levels.Named(earlier.Priority) : levels.Named(draft.Ticket.Priority);

    private static Priority Pressing(PriorityRules levels, params Priority?[] candidates) =>
        levels.Levels.FirstOrDefault(level => candidates.Contains(level)) ?? levels.Of(Urgency.NonUrgent);
}
