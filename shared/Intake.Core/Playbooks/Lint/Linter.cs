using System.Collections.Immutable;
using Intake.OnCall;
using NodaTime;

namespace Intake.Playbooks.Lint;

/// <summary>
/// What is wrong with a playbook though it can be read, and what its owner should know: rules that never take effect, people who cannot be
/// reached, texts nobody sends; decisions taken, questions open, documents missing. Values in, findings out.
/// </summary>
public static class Linter
{
    /// <summary>The rota is checked this far ahead.</summary>
    public static readonly Duration Ahead = Duration.FromDays(8 * 7);

    /// <summary>Errors first, each group in order of line. What cannot be read is told alone: the rest would be guesses.</summary>
    public static ImmutableArray<Finding> Check(LintedFile playbook, LintedFile team, Instant now)
    {
        var read = PlaybookReader.Read(playbook.Name, playbook.Text);
        if (read.Playbook is not { } sop)
        {
            return [.. read.Errors.Select(Wrong)];
        }

        var people = TeamReader.Read(team.Name, team.Text, sop);
        var draft = new LintDraft(sop, read.References, playbook);
        ChannelLint.Check(draft);
        LadderLint.Check(draft);
        StageLint.Check(draft);
        CalendarLint.Check(draft, now);
        TextLint.Check(draft);
        OwnerLint.Check(draft);
        var errors = people.Team is { } readable ? RotaLint.Check(sop, read.References, readable, team, now) : people.Errors.Select(Wrong);
        return [.. draft.Findings.Concat(errors).OrderBy(finding => finding.Kind).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    private static Finding Wrong(PlaybookError error) => new(FindingKind.Error, error.File, error.Line, error.Column, error.Path, error.What, error.Remedy, []);
}
