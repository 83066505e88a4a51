namespace Intake.Tickets;

/// <summary>What clients ask for (ER-15): each kind of request heard in a message is a task, once while it is open.</summary>
internal static class Requests
{
    public static void Hear(Draft draft, string text, string agent = "intake")
    {
        if (draft.Playbook.Requests is not { } rules)
        {
            return;
        }

        foreach (var kind in rules.Kinds.Where(kind => draft.Ticket.Tasks.All(task => task.Request != kind.Name) && kind.Words.SentencesWithOne(text).Count > 0))
        {
            Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), kind.Title, agent, draft.Signal.At, Due: null, rules.Clause) { Request = kind.Name }, ofStage: false);
            draft.Note($"Asked for: {kind.Title}", rules.Clause);
        }
    }
}
