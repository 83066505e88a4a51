using Intake.Playbooks;

namespace Intake.Core.Tests.Playbooks;

/// <summary>Each row breaks one line of client-care, and its writer is told what to write.</summary>
public sealed class CareErrorSpecs
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "playbooks", "client-care.yaml"));

    [Theory]
    [InlineData("name: medium, title: Medium, class: time-sensitive", "name: high, title: Medium, class: time-sensitive", "priorities[1]: There are two priorities \"high\". Give each its own name.")]
    [InlineData("name: medium, title: Medium, class: time-sensitive", "name: medium, title: Medium, class: emergency", "priorities[1]: This is more pressing than \"high\" before it. Write the most pressing first.")]
    [InlineData("title: General Information Request\n      clause: CC-3\n      priority: standard", "title: General Information Request\n      clause: CC-3\n      priority: normal", "categories.kinds.general.priority: There is no priority \"normal\". Known: high, low, medium, standard.")]
    [InlineData("title: General Information Request\n      clause: CC-3\n      priority: standard", "title: General Information Request\n      clause: CC-3", "categories.kinds.general: \"priority\" is missing. Add \"priority: …\".")]
    [InlineData("via: hubspot", "via: direct", "channels.chat.via: A website's chat reaches us through HubSpot. Write \"via: hubspot\".")]
    [InlineData("form: \"CC-{number}\"", "form: \"CC-number\"", "references.form: \"CC-number\" does not say where the number stands. Write it like \"CC-{number}\".")]
    [InlineData("first: 1001", "first: none", "references.first: \"none\" is not a whole number. Write for example 1001.")]
    [InlineData("content-from: 3", "content-from: 6", "resolution.satisfaction.content-from: Nobody can be content: the best mark is 5. Let \"content-from\" be no more than \"best\".")]
    [InlineData("room-after: 90 min, every: 1 h, counting: monitored", "room-after: 90 min, every: 1 h, counting: office", "escalation.client.nag.counting: \"office\" is not a way of counting. Known: elapsed, monitored, working-days.")]
    public void What_is_wrong_is_told_with_its_remedy(string old, string replacement, string expected)
    {
        Assert.Equal(2, Text.Split(old).Length);
        var errors = PlaybookReader.Read("client-care.yaml", Text.Replace(old, replacement, StringComparison.Ordinal)).Errors;
        Assert.Contains(errors, error => error.ToString().EndsWith($"): {expected}", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_categories_without_phrases_leave_it_open_what_an_inquiry_is()
    {
        var text = Text.Replace("    general:\n", "    other: { title: Other, clause: CC-3, priority: standard }\n    general:\n", StringComparison.Ordinal);
        Assert.Contains(PlaybookReader.Read("client-care.yaml", text).Errors, error => error.ToString().EndsWith("categories.kinds: It is not clear what an inquiry is that fits no category. Let exactly one be without \"phrases\".", StringComparison.Ordinal));
    }

    [Fact]
    public void A_channel_without_targets_of_its_own_needs_priorities() =>
        Assert.Equal(["(15,5): channels.chat: \"respond\" is missing. Add \"respond: …\"."], Small.ErrorsWith(Respond, "").Take(1));

    private const string Respond = """
            respond:
              - { class: urgent, clause: A1, within: 15 min, ladder: urgent }
              - { class: [time-sensitive, non-urgent], clause: A2, within: 2 h }

        """;
}
