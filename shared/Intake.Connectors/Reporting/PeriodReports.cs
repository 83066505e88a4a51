using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>
/// The reports of weeks and months (CC-9): written once, kept, and posted. Looked for at every pass of the Auditor; what an outage missed is caught up
/// with, and only the latest missed one is posted.
/// </summary>
public sealed class PeriodReports(TeamStore store, Stories stories, TeamBook book, PlaybookShelf shelf, TimeProvider time)
{
    private readonly Dictionary<string, Instant> _next = [];

    public async Task Run(CancellationToken cancel)
    {
        foreach (var playbook in shelf.All)
        {
            foreach (var rules in playbook.PeriodReports)
            {
                await Run(playbook, rules, cancel);
            }
        }
    }

    /// <summary>As it was posted; of the span now running, as it stands; null when there is none. Without a date: the latest posted, else the running one.</summary>
    public async Task<PeriodReport?> Find(Playbook playbook, PeriodReportRules rules, LocalDate? date, CancellationToken cancel)
    {
        var (now, due) = (time.Now(), ReportSpan.NextDue(rules, playbook.Zone, time.Now()));
        if (await Kept(playbook, rules, date is { } given ? ReportSpan.Of(rules, playbook.Zone, given) : due.Before(rules, playbook.Zone), cancel) is { } kept)
        {
            return kept;
        }

        var span = ReportSpan.Of(rules, playbook.Zone, date ?? now.InZone(playbook.Zone).Date);
        span = date is null && span.To <= now ? ReportSpan.NextDue(rules, playbook.Zone, now) : span;
        return span.From <= now && now < span.At
            ? await Compute(playbook, rules, span, [span.To > now ? "It is not over yet: this is how it stands." : "It has not been reported yet: this is how it stands."], cancel)
            : null;
    }

    /// <summary>Any stretch of time, counted now and compared with the one from <paramref name="before"/> until it began.</summary>
    public async Task<PeriodReport> Count(Playbook playbook, PeriodReportRules rules, Instant from, Instant to, Instant before, CancellationToken cancel)
    {
        var gathered = await stories.Since(playbook, before, cancel);
        return await Build(playbook, rules, Figures(playbook, gathered, from, to), Figures(playbook, gathered, before, from), [], cancel);
    }

    private async Task Run(Playbook playbook, PeriodReportRules rules, CancellationToken cancel)
    {
        var (now, mark) = (time.Now(), $"{rules.Name}-{playbook.Name}");
        if (_next.TryGetValue(mark, out var next) && next > now)
        {
            return;
        }

        if (await store.Reached(mark, cancel) is not { } reached)
        {
            // The very first start: what ended before it is nobody's, though it were reported only later.
            var first = ReportSpan.NextDue(rules, playbook.Zone, now);
            reached = first.To <= now ? first.At : now;
            await store.Mark(mark, reached, cancel);
        }

        var ended = new List<ReportSpan>();
        for (var span = ReportSpan.NextDue(rules, playbook.Zone, reached); span.At <= now; span = ReportSpan.NextDue(rules, playbook.Zone, span.At))
        {
            ended.Add(span);
        }

        foreach (var span in ended)
        {
            var last = span == ended[^1];
            ImmutableArray<string> remarks = last && ended.Count > 1
                ? [$"Intake was not running when {ended.Count - 1} earlier report{(ended.Count == 2 ? " was" : "s were")} due; they are kept and were not posted."]
                : [];
            var report = await Compute(playbook, rules, span, remarks, cancel);
            await store.TryAdd(rules.Name, Id(playbook, span), report, last ? Post(playbook, rules, span, report) : null, (mark, span.At), cancel);
        }

        _next[mark] = ReportSpan.NextDue(rules, playbook.Zone, now).At;
    }

    /// <summary>To whoever holds the role, by name in the room where they cannot be written to.</summary>
    private Effect.PostToSlack Post(Playbook playbook, PeriodReportRules rules, ReportSpan span, PeriodReport report)
    {
        var reader = rules.Role is { } role ? Rota.OnCall(shelf.TeamOf(playbook.Name), playbook.Shifts, playbook.Zone, role, span.At).FirstOrDefault() : null;
        return new Effect.PostToSlack(reader?.Slack ?? rules.Room, $"{(reader is { Slack: null } ? $"For {reader.Name}: " : "")}{ReportText.Slack(report, playbook.Zone)}", null, Page: false, [])
        {
            Id = $"{rules.Name}-{Id(playbook, span)}",
            Clause = rules.Clause,
        };
    }

    private async Task<PeriodReport> Compute(Playbook playbook, PeriodReportRules rules, ReportSpan span, ImmutableArray<string> remarks, CancellationToken cancel)
    {
        var before = span.Before(rules, playbook.Zone);
        var earlier = await Kept(playbook, rules, before, cancel);
        var gathered = await stories.Since(playbook, earlier is null ? before.From : span.From, cancel);
        // What is not over is counted up to now: nobody is late yet who still has time.
        var to = Instant.Min(span.To, time.Now());
        return await Build(playbook, rules, Figures(playbook, gathered, span.From, to), earlier?.Figures ?? Figures(playbook, gathered, before.From, before.To), remarks, cancel);
    }

    private async Task<PeriodReport> Build(Playbook playbook, PeriodReportRules rules, Figures figures, Figures before, ImmutableArray<string> remarks, CancellationToken cancel) =>
        PeriodReport.Build(playbook, rules, figures, before, await book.Between(playbook, figures.From, figures.To, cancel), shelf.TeamOf(playbook.Name).People, remarks);

    private Figures Figures(Playbook playbook, IReadOnlyCollection<TicketStory> gathered, Instant from, Instant to) =>
        TeamFigures.Of(playbook, gathered, [.. shelf.TeamOf(playbook.Name).People.Keys], from, to);

    private Task<PeriodReport?> Kept(Playbook playbook, PeriodReportRules rules, ReportSpan span, CancellationToken cancel) => store.Find<PeriodReport>(rules.Name, Id(playbook, span), cancel);

    private static string Id(Playbook playbook, ReportSpan span) => $"{playbook.Name}-{(span.To - Duration.Epsilon).InZone(playbook.Zone).Date:uuuu-MM-dd}";
}
