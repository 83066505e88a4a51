using Intake.Core.Tests.Playbooks;
using Intake.Playbooks;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>Each row changes one thing in the shared playbook's sections; the line is the one its writer is shown.</summary>
public sealed class TeamworkErrorSpecs
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "playbooks", "cross-department.yaml");

    [Theory]
    [InlineData("  own: customer-service\n", "  own: customer-servce\n", "baton.own: There is no department \"customer-servce\". Did you mean \"customer-service\"?")]
    [InlineData("  read: { clause: XD-2 }\n", "", "baton: \"read\" is missing. Add \"read: …\".")]
    [InlineData("email: design@example.com", "email: design", "baton.departments.web-design.email: \"design\" is not an e-mail address. Write e.g. \"reservations@example.com\".")]
    [InlineData("  handoff: 24-hour-rule ", "  handoff: 24-hours-rule ", "heads-up.handoff: There is no template \"24-hours-rule\". Did you mean \"24-hour-rule\"?")]
    [InlineData("of-each: [email, phone]", "of-each: [email, fax]", "attempts.of-each[1]: \"fax\" is not a kind of attempt. Known: email, phone.")]
    [InlineData("  least: 3\n", "  least: 1\n", "attempts.of-each: 1 attempts cannot be of 2 kinds. Name at most 1.")]
    [InlineData("  apart: 1 business day\n", "", "attempts: \"apart\" is missing. Add \"apart: …\".")]
    [InlineData("stages: [waiting]", "stages: [wating]", "attempts.stages[0]: There is no stage \"wating\". Did you mean \"waiting\"?")]
    [InlineData("longest-title: 80", "longest-title: short", "internal.longest-title: \"short\" is not a number of things. Write a whole number from 1.")]
    [InlineData("    awaits-answer: { clause: XD-7 }", "    awaits-answer: { clause: XD-77 }", "stages[2].awaits-answer.clause: There is no clause \"XD-77\". Did you mean \"XD-7\"?")]
    public void A_mistake_is_told_at_its_place_with_the_remedy(string old, string replacement, string expected)
    {
        var text = System.IO.File.ReadAllText(File);
        Assert.Equal(2, text.Split(old).Length);
        var errors = PlaybookReader.Read(Small.File, text.Replace(old, replacement, StringComparison.Ordinal)).Errors;

        Assert.Equal(expected, string.Join("; ", errors.Select(error => error.ToString().Split("): ", 2)[1])));
    }

    [Fact]
    public void A_person_of_a_department_nobody_knows_is_told_with_the_nearest()
    {
        var team = System.IO.File.ReadAllText(File.Replace(".yaml", ".team.yaml", StringComparison.Ordinal));
        var errors = TeamReader.Read("team.yaml", team.Replace("pods: [web-design]", "pods: [web-desgin]", StringComparison.Ordinal), CrossDepartment.Playbook).Errors;

        Assert.Equal("people.dan.pods[0]: There is no pod \"web-desgin\". Did you mean \"web-design\"?", Assert.Single(errors).ToString().Split("): ", 2)[1]);
        Assert.Empty(TeamReader.Read("team.yaml", team, CrossDepartment.Playbook).Errors);
    }
}
