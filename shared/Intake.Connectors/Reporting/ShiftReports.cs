using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>
/// The Daily Report at each shift's end (TS-R1): written once, kept, and posted with the hand-over list. Looked for at every pass of the Auditor; what a
/// crash or an outage missed is caught up with, and only the latest missed one is posted.
/// </summary>
public sealed class ShiftReports(TeamStore store, Stories stories, InboundLedger ledger, PlaybookShelf shelf, TimeProvider time)
{
    private const string Kind = "daily";
    private const string Mark = "shift";

    private readonly Dictionary<string, Instant> _next = [];

    public async Task Run(Wake wake, CancellationToken cancel)
    {
        foreach (var playbook in shelf.All)
        {
            await Run(playbook, wake, cancel);
        }
    }

    private async Task Run(Playbook playbook, Wake wake, CancellationToken cancel)
    {
        var now = time.Now();
        if (playbook.Daily is null || playbook.Shifts.IsEmpty || (_next.TryGetValue(playbook.Name, out var next) && next > now))
        {
            return;
        }

        if (await store.Reached(MarkOf(playbook), cancel) is not { } reached)
        {
            // The very first start: shifts that ended before it are nobody's.
            await store.Mark(MarkOf(playbook), now, cancel);
            reached = now;
        }

        var ended = new List<ShiftSpan>();
        for (var shift = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, reached)!; shift.To <= now; shift = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, shift.To)!)
        {
            ended.Add(shift);
        }

        if (ended.Count > 0)
        {
            await stories.Ring(wake, cancel);
            var gathered = await stories.Since(playbook, ended[0].From, cancel);
            foreach (var shift in ended)
            {
                await Write(playbook, shift, gathered, last: shift == ended[^1], missed: ended.Count - 1, cancel);
            }
        }

        _next[playbook.Name] = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, now)!.To;
    }

    /// <summary>As it was posted; of the shift now running, as it stands; null when there is none.</summary>
    public async Task<DailyReport?> Find(Playbook playbook, string? shift, LocalDate? date, CancellationToken cancel)
    {
        var now = time.Now();
        if (ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, now) is not { } running)
        {
            return null;
        }

        var wanted = playbook.Shifts.FirstOrDefault(known => known.Name == (shift ?? running.Shift.Name));
        if (wanted is null)
        {
            return null;
        }

        var day = date ?? Latest(wanted, running, now);
        var span = ShiftTimes.Turn(wanted, day, playbook.Zone);
        if (await store.Find<DailyReport>(Kind, Id(playbook, span), cancel) is { } kept)
        {
            return kept;
        }

        return span.From <= now && now < span.To
            ? await Compute(playbook, span, await stories.Since(playbook, span.From, cancel), [$"The {wanted.Name} shift is still running: this is how it stands."], cancel)
            : null;
    }

    private static LocalDate Latest(Shift wanted, ShiftSpan running, Instant now) => (wanted == running.Shift && running.From <= now) || wanted.From < running.Shift.From ? running.Day : running.Day.PlusDays(-1);

    private async Task Write(Playbook playbook, ShiftSpan shift, List<TicketStory> gathered, bool last, int missed, CancellationToken cancel)
    {
        ImmutableArray<string> remarks = last && missed > 0
            ? [$"Intake was not running when {missed} earlier shift{(missed == 1 ? "" : "s")} ended; the reports are kept and were not posted."]
            : [];
        if (await Compute(playbook, shift, gathered, remarks, cancel) is { } report)
        {
            var rules = playbook.Daily!;
            var waiting = gathered.Any(story => story.Ticket.HandOver is not null);
            var post = new Effect.PostToSlack(rules.Room, ReportText.Slack(report, playbook.Zone), "handover", Page: false, waiting ? [new SlackButton(SlackActions.Accept, "Accept all")] : [])
            {
                Id = $"daily-{Id(playbook, shift)}",
                Clause = rules.Clause,
            };
            await store.TryAdd(Kind, Id(playbook, shift), report, last ? post : null, (MarkOf(playbook), shift.To), cancel);
        }
    }

    private static string MarkOf(Playbook playbook) => $"{Mark}-{playbook.Name}";

    private static string Id(Playbook playbook, ShiftSpan shift) => $"{playbook.Name}-{shift.Id}";

    private async Task<DailyReport?> Compute(Playbook playbook, ShiftSpan shift, IReadOnlyList<TicketStory> gathered, ImmutableArray<string> remarks, CancellationToken cancel)
    {
        var inbound = await ledger.Count((shift.To - Duration.Epsilon).InZone(playbook.Zone).Date, cancel);
        return DailyReports.Build(playbook, shift, gathered, shelf.TeamOf(playbook.Name).People, inbound, remarks);
    }
}
