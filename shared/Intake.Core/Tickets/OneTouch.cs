using Intake.Playbooks;

namespace Intake.Tickets;

/// <summary>Closing with the answer itself (ER-11): nothing follows, or only the client's information is missing. The client's reply opens it again.</summary>
internal static class OneTouch
{
    public static void Requested(Draft draft, Signal.OneTouchRequested signal)
    {
        if (draft.Playbook.OneTouch is not { } rules || !draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Playbook.OneTouch?.Clause ?? "intake", draft.Ticket.IsOpen ? "This playbook closes nothing in one touch." : "The ticket is closed.", "Close it with its final note: POST /api/tickets/{id}/close.");
        }
        else if (MoveRules.Refusal(Lacks(draft, LastMacro(draft), answered: draft.Ticket is { TouchedAt: not null, Waiting: null })) is { } refusal)
        {
            draft.Refuse(refusal.Clause, refusal.Why, refusal.Remedy);
        }
        else if (signal.WaitsForClient)
        {
            Close(draft, signal.Agent, draft.Say(rules.WaitingNote));
        }
        else
        {
            CloseWithTag(draft, signal.Agent);
        }
    }

    public static List<Lack> Lacks(Draft draft, Macro? macro, bool answered)
    {
        var lacks = new List<Lack>();
        if (draft.Playbook.OneTouch is not { } rules)
        {
            lacks.Add(new Lack(LackKind.Move, "intake", "This playbook closes nothing in one touch.", "Leave out “close”, and close it with its final note."));
            return lacks;
        }

        if (!answered)
        {
            lacks.Add(new Lack(LackKind.Open, rules.Clause, "The client has no answer yet.", "Answer first."));
        }

        if (macro is { NeedsNoFollowUp: false })
        {
            var clause = macro.StaysOpen?.Clause ?? macro.Clause;
            lacks.Add(new Lack(LackKind.Open, clause, $"“{macro.Title}” needs its follow-up: it is no one-touch answer.", "Wait for the client, or for the follow-up."));
        }

        lacks.AddRange(MoveRules.Open(draft, draft.Playbook.ClosedStage).Where(lack => lacks.All(known => known.Missing != lack.Missing)));
        return lacks;
    }

    /// <summary>The tag says that nothing more is to be done: with a request open it would not be true (ER-15).</summary>
    public static Refusal? RefusesTag(Draft draft, IEnumerable<string> tags) =>
        draft.Playbook.OneTouch is { } rules && tags.Any(tag => tag.Trim().Equals(rules.Tag, StringComparison.OrdinalIgnoreCase)) && draft.Ticket.Tasks.FirstOrDefault(task => task.HandedTo is null) is { } open
            ? new Refusal(draft.Playbook.Requests?.Clause ?? rules.Clause, $"“{rules.Tag}” says that nothing is left to do, and task {open.Id} is open: {open.Text}.", $"Do it first: POST /api/tickets/{{id}}/tasks/{open.Id}/done.")
            : null;

    public static void CloseWithTag(Draft draft, string agent)
    {
        var rules = draft.Playbook.OneTouch!;
        Tags.Add(draft, [rules.Tag], agent, rules.Clause);
        Close(draft, agent, draft.Say(rules.Note));
    }

    public static void Close(Draft draft, string agent, string note)
    {
        var signal = draft.Signal;
        Pipeline.Go(draft, draft.Playbook.ClosedStage, new Signal.StageMoved(agent, draft.Playbook.ClosedStage.Name, note) { Id = signal.Id, At = signal.At, ReceivedAt = signal.ReceivedAt, Facts = signal.Facts });
    }

    private static Macro? LastMacro(Draft draft) => draft.Ticket.Macro is { } used ? draft.Playbook.Macros.GetValueOrDefault(used.Name) : null;
}
