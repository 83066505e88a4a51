using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// What is not support (TS-H1): answered where we can, then an e-mail that connects client and department, and only once that is delivered the
/// close, with the handoff as its final note. Decision: e-mail first, then close.
/// </summary>
internal static class Handoffs
{
    public static void Request(Draft draft, Signal.HandoffRequested signal)
    {
        if (draft.Playbook.Handoffs is not { } rules)
        {
            draft.Refuse("intake", "This playbook knows no departments.", "Add the section \"handoffs\" to it.");
        }
        else if (rules.Departments.FirstOrDefault(department => department.Name == signal.Department) is not { } department)
        {
            draft.Refuse(rules.Clause, $"“{signal.Department}” is not a department.", $"Use one of {string.Join(", ", rules.Departments.Select(known => known.Name))}.");
        }
        else if (Wrong(draft, rules) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
        }
        else
        {
            Start(draft, rules, department, signal);
        }
    }

    /// <summary>The connecting e-mail is out: the ticket closes, unless the client has written since.</summary>
    public static void Delivered(Draft draft, string effect)
    {
        if (draft.Ticket is not { IsOpen: true, Handoff: { } handoff } || handoff.Effect != effect || draft.Ticket.LastClientAt > handoff.At || draft.Playbook.Handoffs is not { } rules)
        {
            return;
        }

        draft.Happened(new StageChanged(draft.Ticket.Stage, draft.Playbook.ClosedStage.Name, handoff.Agent, SeenIn: null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        FromAgent.AddNote(draft, handoff.Agent, handoff.Note, rules.Clause);
        Titles.Confirm(draft, handoff.Agent);
        draft.Happened(new Closed(handoff.Agent, handoff.Note) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
    }

    private static Refusal? Wrong(Draft draft, HandoffRules rules) => draft.Ticket switch
    {
        { IsOpen: false } => new Refusal(rules.Clause, "The ticket is closed.", "Move it back to an open stage first."),
        { Draft: true } => new Refusal(rules.Clause, "It is a draft.", "Create the ticket first."),
        { Handoff: { } handoff } when handoff.At >= (draft.Ticket.LastClientAt ?? handoff.At) => new Refusal(rules.Clause, "It is being handed over already.", "It closes once the connecting e-mail is delivered."),
        { Urgency: >= Urgency.Urgent } => new Refusal(rules.Clause, $"It is {(draft.Ticket.Emergency is null ? "urgent" : "an emergency")}: that is support.", "Solve it, or lower the urgency with a reason first."),
        _ when draft.Ticket.Tasks.Any(task => task.HandedTo is null) || draft.Ticket.Promises.Length > 0 => new Refusal(rules.Clause, "Something is still owed: a task or a promise is open.", "Do it first; a handoff closes the ticket."),
        _ when Mailing.To(draft) is null => new Refusal(rules.Clause, "The client's e-mail address is not known.", "Connect them yourself, add a note, and close the ticket."),
        _ => null,
    };

    private static void Start(Draft draft, HandoffRules rules, Department department, Signal.HandoffRequested signal)
    {
        var (channel, to) = Mailing.To(draft)!.Value;
        if (signal.Answer is { } answer)
        {
            FromAgent.Answered(draft, signal.Agent, answer, template: null, Send(draft, rules, channel, to, answer, template: null, cc: null), rules.Clause);
        }

        var note = $"Handed over to {department.Title} ({department.Email}).{(signal.Note is { } more ? $" {more}" : "")}";
        draft.Happened(new HandoffStarted(signal.Agent, department.Name, note, draft.NextEffect) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        var text = draft.Say(rules.Template);
        FromAgent.Answered(draft, signal.Agent, text, rules.Template, Send(draft, rules, channel, to, text, rules.Template, department.Email), rules.Clause);
    }

    private static string Send(Draft draft, HandoffRules rules, string channel, Client to, string text, string? template, string? cc)
    {
        var ticket = draft.Ticket;
        var inReplyTo = channel == ticket.Channel ? ticket.LastMessageId : null;
        return draft.Do(new Effect.SendToClient(channel, to, text, template, inReplyTo, ClientMessages.Subject(ticket), Automatic: false, cc) { From = draft.Channel.Receives.FirstOrDefault(), Clause = rules.Clause });
    }
}
