using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Reporting;

/// <summary>A week or a month (CC-9). Stored when it is posted: asked for later, it shows the same. <paramref name="Before"/>: the span before it.</summary>
public sealed record PeriodReport(
    string Playbook, string Report, string Title, string Clause, Instant From, Instant To, Figures Figures, Figures Before, ImmutableArray<string> Remarks, ImmutableArray<ReportPart> Parts)
{
    /// <param name="playbook">Whose report.</param>
    /// <param name="rules">What stands in it.</param>
    /// <param name="figures">This span's.</param>
    /// <param name="before">The span's before it.</param>
    /// <param name="records">What the team did beside its tickets.</param>
    /// <param name="people">The team by id: a report names people, not ids.</param>
    /// <param name="remarks">What the reader must know first.</param>
    public static PeriodReport Build(
        Playbook playbook, PeriodReportRules rules, Figures figures, Figures before, TeamRecords records, IReadOnlyDictionary<string, Person> people, ImmutableArray<string> remarks)
    {
        var lists = new PeriodLists(playbook, figures, before, records, people);
        return new PeriodReport(
            playbook.Name, rules.Name, Titled(rules.Title, playbook.Zone, figures), rules.Clause, figures.From, figures.To, figures, before, remarks,
            [.. rules.Sections.Select(section => new ReportPart(section.Content.ToString(), section.Title, section.Clause, section.Empty, [.. lists.Of(section.Content)]))]);
    }

    private static string Titled(string title, DateTimeZone zone, Figures figures)
    {
        var (from, to) = (figures.From.InZone(zone).Date, (figures.To - Duration.Epsilon).InZone(zone).Date);
        return title
            .Replace("{from}", from.ToString("ddd d MMM", null), StringComparison.Ordinal)
            .Replace("{to}", to.ToString("ddd d MMM uuuu", null), StringComparison.Ordinal)
            .Replace("{month}", from.ToString("MMMM uuuu", null), StringComparison.Ordinal);
    }
}
