using System.Collections.Immutable;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Reporting;

/// <summary>The lists a report is made of.</summary>
internal sealed class ReportLists(Playbook playbook, ShiftSpan shift, ShiftSpan next, ImmutableArray<TicketStory> stories, IReadOnlyDictionary<string, Person> people)
{
    private IEnumerable<Ticket> Open => stories.Select(story => story.Ticket).Where(ticket => ticket.IsOpen);

    public IEnumerable<ReportLine> Of(ReportContent content, InboundCount? inbound) => content switch
    {
        ReportContent.Executions => Executions(),
        ReportContent.OwnershipExceptions => Open.Where(t => t.Kept is not null).Select(t => Line(t, $"kept by {Name(t.Kept!.Agent)} since {At(t.Kept.Since)}: {t.Kept.Reason}")),
        ReportContent.HandOvers => Open.Where(t => t.HandOver is not null).Select(t => Line(t, HandOver(t.HandOver!))),
        ReportContent.LiveChats => Open.Where(t => Shifts.IsLiveChat(playbook, t, shift.To)).Select(t => Line(t, $"{t.Client.Shown} on {playbook.Channels[t.Channel].Title}, with {Name(t.Owner ?? t.LastAgent)}")),
        ReportContent.Promises => Open.SelectMany(t => t.Promises.Select(p => Line(t, $"{Name(p.Agent)}: “{p.Words}”, due {At(p.Due)}{(p.Broken ? " (broken)" : "")}"))),
        ReportContent.Breaches => stories.SelectMany(Breaches),
        ReportContent.Exceptions => Open.SelectMany(t => t.Exceptions.Select(e => Line(t, $"{e.Clause}, {Name(e.Agent)} at {At(e.Since)}: {e.Missing}"))),
        ReportContent.Drafts => Open.Where(t => t.Draft).Select(t => Line(t, $"{t.Client.Shown} on {playbook.Channels[t.Channel].Title} since {At(t.OpenedAt)}")),
        ReportContent.ByHand => stories.SelectMany(ByHand),
        ReportContent.Pages => Pages(),
        ReportContent.Counts => [new ReportLine($"{Count<Opened>()} opened, {Count<Reopened>()} reopened, {Count<Closed>()} closed; {Open.Count(t => !t.Draft)} open now")],
        ReportContent.Inbound when inbound is { } count => [new ReportLine(
            $"{count.Inbound} inbound = {count.Attached} on tickets + {count.Dismissed} dismissed + {count.DeadLettered} dead-lettered{(count.Balances ? "" : $"; {count.Open} NOT ACCOUNTED FOR")}")],
        _ => [],
    };

    /// <summary>Plans that are to happen in the next shift (TS-R1), the soonest first; of those that come later only how many there are.</summary>
    private IEnumerable<ReportLine> Executions()
    {
        var pending = Open.Where(ticket => ticket.Execution is { Done: null } execution && execution.At >= shift.To).OrderBy(ticket => ticket.Execution!.At).ToLookup(ticket => From(ticket.Execution!) < next.To);
        var lines = pending[true].Select(ticket => Line(ticket, $"pending execution at {At(ticket.Execution!.At)}{(ticket.Execution.DateOnly ? " (date only)" : "")}, planned by {Name(ticket.Execution.PlannedBy)}"));
        return pending[false].FirstOrDefault() is { } first
            ? lines.Append(new ReportLine($"later than the {next.Shift.Name} shift: {pending[false].Count()}, the first at {At(first.Execution!.At)}"))
            : lines;
    }

    // A plan with a day and no time may be carried out at any time of that day.
    private Instant From(Execution execution) => execution.DateOnly ? playbook.Zone.AtStartOfDay(execution.At.InZone(playbook.Zone).Date).ToInstant() : execution.At;

    private string HandOver(HandOver handOver)
    {
        var to = handOver.To is { } named ? Name(named) : $"the {handOver.ToShift} shift";
        return $"from {(handOver.From is null ? $"the {handOver.FromShift} shift" : Name(handOver.From))} to {to}{(handOver.Live ? ", LIVE CHAT" : "")}";
    }

    private IEnumerable<ReportLine> Breaches(TicketStory story) => story.Events.OfType<TimerFired>()
        .Where(fired => fired.Kind is TimerKind.ResponseLimit or TimerKind.ResolutionLimit && InShift(fired))
        .Select(fired => Line(story.Ticket, $"{fired.Clause}, due {At(fired.Due)}: {Cause(story, fired)}; {Answered(story, fired)}"));

    /// <summary>Why nobody answered in time, read from the alert that ran meanwhile.</summary>
    private string Cause(TicketStory story, TimerFired fired)
    {
        if (story.Events.OfType<AlertRaised>().LastOrDefault(raised => raised.Alert.Episode == fired.Episode && raised.At <= fired.Due) is not { Alert: var alert })
        {
            return "no alert was raised";
        }

        if (story.Events.OfType<AlertTaken>().FirstOrDefault(taken => taken.Alert == alert.Id && taken.At <= fired.Due) is { } taken)
        {
            return $"{taken.By.Name} took it at {At(taken.At)} and did not answer in time";
        }

        ImmutableArray<string> paged = [.. alert.Rungs.Where(rung => rung.Due <= fired.Due).SelectMany(rung => rung.People).Select(person => person.Name).Distinct()];
        return !paged.IsEmpty ? $"nobody took it (paged: {string.Join(", ", paged)})"
            : alert.Rungs.Any(rung => rung.Due <= fired.Due && !rung.Roles.IsEmpty) ? "nobody was on call"
            : "nobody took it in Slack";
    }

    private string Answered(TicketStory story, TimerFired fired) =>
        story.Events.FirstOrDefault(e => e.At >= fired.Due && e is Replied { Agent: not null } or CallMade or CallAnswered) is { } answer
            ? $"answered at {At(answer.At)}"
            : "not answered yet";

    private IEnumerable<ReportLine> ByHand(TicketStory story) => story.Events.Where(InShift).Select(e => e switch
    {
        Opened { Draft: false, Owner: { } agent, Source: var source } => Line(story.Ticket, $"made by {Name(agent)}: {source}"),
        Confirmed confirmed => Line(story.Ticket, $"made by {Name(confirmed.Agent)} from a draft: {story.Ticket.Source}"),
        DraftDismissed dismissed => Line(story.Ticket, $"dismissed by {Name(dismissed.Agent)}: {dismissed.Reason}"),
        _ => null,
    }).OfType<ReportLine>();

    private IEnumerable<ReportLine> Pages() => stories
        .SelectMany(story => story.Events.OfType<EffectDelivered>().Where(e => e.Kind == EffectKinds.SendSms && InShift(e)))
        .GroupBy(page => people.Values.FirstOrDefault(person => person.Sms is { } number && page.Target.EndsWith(number, StringComparison.Ordinal))?.Name ?? page.Target)
        .OrderByDescending(pages => pages.Count()).ThenBy(pages => pages.Key, StringComparer.Ordinal)
        .Select(pages => new ReportLine($"{pages.Key}: {pages.Count()} by SMS, first at {At(pages.Min(page => page.At))}"));

    private int Count<T>()
        where T : TicketEvent => stories.Sum(story => story.Events.Count(e => e is T && InShift(e)));

    // Due and happened in the shift, whenever it was written down.
    private bool InShift(TicketEvent e) => shift.From <= e.At && e.At < shift.To;

    private static ReportLine Line(Ticket ticket, string text) => new($"{ticket.Title}: {text}", ticket.Id.Value);

    private string At(Instant at) => Text.TimeOfDay(at, playbook.Zone, shift.To - Duration.Epsilon);

    private string Name(string? id) => id is null ? "nobody" : people.GetValueOrDefault(id)?.Name ?? id;
}
