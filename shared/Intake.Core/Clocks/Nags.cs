using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Clocks;

/// <summary>Something the team owes a ticket now, since when, and how it is asked for.</summary>
internal sealed record Nag(string Name, string Episode, Instant Since, NagRule Rule, string Does, string CancelledBy);

/// <summary>What the team owes, from the ticket's state alone, and when it is asked for it next.</summary>
internal static class Nags
{
    public const string EmergencyRecord = "emergency-record";
    public const string EmergencyQuestion = "emergency-question";
    public const string Draft = "draft";

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

        if (playbook.Emergency?.Question is { } question && ticket.Question is { } asked)
        {
            yield return new Nag(EmergencyQuestion, asked.Episode, asked.Since, question.Nag, $"asks the agent: {question.Reason}?", "a yes or no");
        }
    }

    public static IEnumerable<PlannedTimer> Timers(Playbook playbook, Ticket ticket) => Owed(playbook, ticket).Select(nag =>
    {
        var (round, due) = Next(ticket, nag);
        return new PlannedTimer(TimerKind.Nag, $"{nag.Name}/{nag.Episode}/{round}", due, nag.Rule.Clause, nag.Does, nag.CancelledBy);
    });

    public static (int Round, Instant Due) Next(Ticket ticket, Nag nag) => ticket.Nags.FirstOrDefault(asked => asked.Nag == nag.Name && asked.Episode == nag.Episode) switch
    {
        null => (0, nag.Since + nag.Rule.After),
        { Round: 0 } when nag.Rule.RoomAfter is { } room => (1, nag.Since + room),
        var asked => (asked.Round + 1, asked.LastDue + nag.Rule.Every),
    };
}
