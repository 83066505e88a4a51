using System.Text.RegularExpressions;
using Intake.Playbooks;

namespace Intake.Core.Tests.Playbooks;

/// <summary>Every rule of the default playbook names a clause of the SOP, and the clauses are all there.</summary>
public sealed partial class ClauseSpecs
{
    private static readonly Playbook Sop = TripSupport.Playbook;

    [Fact]
    public void Every_rule_names_a_clause_that_exists() => Assert.All(Cited(), clause => Assert.Contains(clause, Sop.Clauses.Keys));

    [Fact]
    public void Every_clause_written_in_the_file_is_defined_comments_included() =>
        Assert.All(ClauseId().Matches(TripSupport.Text).Select(match => match.Value).Distinct(), clause => Assert.Contains(clause, Sop.Clauses.Keys));

    [Fact]
    public void The_clauses_are_those_of_the_SOP_and_our_own()
    {
        string[] groups = ["A 7", "B 5", "C 6", "D 2", "E 4", "H 1", "L 1", "O 2", "P 9", "Q 1", "R 1", "T 6", "U 3", "X 1"];

        Assert.Equal(groups, Sop.Clauses.Keys.GroupBy(id => id[3]).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}"));
        Assert.Equal(["TS-A3", "TS-C6", "TS-O2", "TS-X1"], Sop.Clauses.Where(clause => clause.Value.StartsWith('°')).Select(clause => clause.Key).Order());
    }

    [Theory]
    [InlineData("TS-A1")]
    [InlineData("TS-A2")]
    [InlineData("TS-A6")]
    [InlineData("TS-B4")]
    [InlineData("TS-C2")]
    [InlineData("TS-C3")]
    [InlineData("TS-C5")]
    [InlineData("TS-D1")]
    [InlineData("TS-E1")]
    [InlineData("TS-E2")]
    [InlineData("TS-P1")]
    [InlineData("TS-U1")]
    public void A_clause_with_a_clock_or_a_text_has_a_rule(string clause) => Assert.Contains(clause, Cited());

    private static IEnumerable<string> Cited() =>
    [
        Sop.ReopenClause, Sop.TitleClause, Sop.Emergency!.Clause, Sop.Emergency.TemplateClause,
        .. Sop.Channels.Values.SelectMany(OfChannel),
        .. Sop.Ladders.Values.SelectMany(ladder => ladder.Rungs.Select(rung => rung.Clause).Append(ladder.Clause)),
        .. Sop.Stages.SelectMany(stage => new[] { stage.Clause, stage.Note?.Clause, stage.Nag?.Clause }).OfType<string>(),
        .. Sop.Templates.Values.Select(template => template.Clause),
        .. Sop.Duties.Values,
        .. Sop.Reminders.Select(reminder => reminder.Clause),
        .. Sop.Triage.Rules.Select(rule => rule.Clause),
    ];

    private static IEnumerable<string> OfChannel(ChannelRules channel) =>
        channel.Respond.Select(rule => rule.Clause).Concat(new[] { channel.Clause, channel.Live?.Clause, channel.AutoReply?.Clause, channel.Resolve?.Clause }.OfType<string>());

    [GeneratedRegex("TS-[A-Z][0-9]")]
    private static partial Regex ClauseId();
}
