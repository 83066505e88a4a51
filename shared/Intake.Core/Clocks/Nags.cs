using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>Something the team owes a ticket now, since when, and how it is asked for.</summary>
internal sealed record Nag(string Name, string Episode, Instant Since, NagRule Rule, string Does, string CancelledBy)
{
    /// <summary>Who is asked first; null: the ticket's owner.</summary>
    public Person? Who { get; init; }
}

/// <summary>What the team owes, from the ticket's state alone, and when it is asked for it next.</summary>
internal static class Nags
{
    public const string EmergencyRecord = "emergency-record";
    public const string EmergencyQuestion = "emergency-question";
    public const string Draft = "draft";
    public const string Escalation = "escalation";
    public const string Lead = "lead";

    public static IEnumerable<Nag> Owed(Playbook playbook, Ticket ticket)
    {
        if (!ticket.IsOpen)
        {
            yield break;
        }

        if (playbook.Emergency?.Record is { } record && ticket.Emergency is { } emergency && emergency.Missing.Any())
        {
            yield return new Nag(EmergencyRecord, emergency.Episode, emergency.Since, record, "asks the agent for the emergency's situation and location", "both being recorded");
        }

        if (playbook.ByHand?.Drafts is { } drafts && ticket.Draft)
        {
            yield return new Nag(Draft, $"{ticket.Generation}", ticket.DraftSince ?? ticket.OpenedAt, drafts.Nag, "asks for a ticket, or why there is none", "a ticket made of it, or its dismissal");
        }

        if (playbook.Assignment?.AskLead is { } ask && ticket.Routing?.Lead is { } lead)
        {
            yield return new Nag(Lead, lead.Episode, lead.Since, ask.Nag, $"asks {lead.Lead.Name} for an answer to {lead.Agent}", "an answer, or the ticket given to somebody else by a lead") { Who = lead.Lead };
        }

        if (playbook.Escalation is { } escalation && ticket.Escalation is { Estimate: null } escalated)
        {
            yield return new Nag(Escalation, $"{ticket.Generation}", escalated.Since, escalation.Client.Nag, "asks the agent to tell the client of the escalation, with an estimate", "a message that tells the client by when");
        }

        if (playbook.Emergency?.Question is { } question && ticket.Question is { } asked)
        {
            yield return new Nag(EmergencyQuestion, asked.Episode, asked.Since, question.Nag, $"asks the agent: {question.Reason}?", "a yes or no");
        }
    }

    public static IEnumerable<PlannedTimer> Timers(Playbook playbook, Ticket ticket) => Owed(playbook, ticket).Select(nag =>
    {
        var (round, due) = Next(playbook, ticket, nag);
        return new PlannedTimer(TimerKind.Nag, $"{nag.Name}/{nag.Episode}/{round}", due, nag.Rule.Clause, nag.Does, nag.CancelledBy);
    });

    public static (int Round, Instant Due) Next(Playbook playbook, Ticket ticket, Nag nag)
    {
        var asked = ticket.Nags.FirstOrDefault(asked => asked.Nag == nag.Name && asked.Episode == nag.Episode);
        return asked switch
        {
            null => (0, After(nag.Since, nag.Rule.After)),
            { Round: 0 } when nag.Rule.RoomAfter is { } room => (1, After(nag.Since, room)),
            _ => (asked.Round + 1, After(asked.LastDue, nag.Rule.Every)),
        };

        Instant After(Instant since, Duration length) => nag.Rule.Counting.Due(since, length, playbook.Channels[ticket.Channel].Monitored);
    }
}
