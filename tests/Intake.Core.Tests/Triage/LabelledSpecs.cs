using System.Text;
using Intake.Tickets;
using Xunit.Abstractions;

namespace Intake.Core.Tests.Triage;

/// <summary>The labelled messages against the default playbook: an emergency is never missed, an urgent matter hardly ever, and few pages are false.</summary>
public sealed class LabelledSpecs(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Labelled> Everything = [.. Labelled.All, .. Labelled.Later];

    [Fact]
    public void No_emergency_is_missed() =>
        Assert.Equal([], Everything.Where(row => row.Class == Urgency.Emergency && row.Classified.Urgency != Urgency.Emergency).Select(row => row.Text));

    [Fact]
    public void At_least_97_of_100_urgent_messages_are_seen()
    {
        var urgent = Everything.Where(row => row.Class == Urgency.Urgent).ToArray();

        Assert.True(urgent.Count(row => row.Classified.Urgency >= Urgency.Urgent) >= 0.97 * urgent.Length);
    }

    [Fact]
    public void At_least_90_of_100_pages_are_for_something_pressing()
    {
        var paged = Everything.Where(row => row.Classified.Urgency >= Urgency.Urgent).ToArray();

        Assert.True(paged.Count(row => row.Class >= Urgency.Urgent) >= 0.9 * paged.Length);
    }

    [Fact]
    public void Every_classification_names_its_words_as_they_were_written()
    {
        Assert.All(Everything, row => Assert.All(row.Classified.Evidence, words => Assert.Contains(words, row.Text, StringComparison.Ordinal)));
        Assert.All(Everything, row => Assert.Equal(row.Classified.Rule == "default", row.Classified.Evidence.IsEmpty));
    }

    [Theory]
    [InlineData("tuned on", 0)]
    [InlineData("held out", 1)]
    public void Confusion_of_the_half(string half, int odd)
    {
        var rows = Labelled.All.Where((_, i) => i % 2 == odd).Select(row => (row.Class, Got: row.Classified.Urgency)).ToArray();
        var table = new StringBuilder($"{half}; rows: label, columns: given\n");
        foreach (var label in Enum.GetValues<Urgency>().Reverse())
        {
            table.Append($"{label,-14}").AppendJoin(' ', Enum.GetValues<Urgency>().Reverse().Select(got => $"{rows.Count(row => row == (label, got)),4}")).Append('\n');
        }

        output.WriteLine(table.ToString());
        Assert.True(rows.Count(row => row.Class == row.Got) >= 0.85 * rows.Length, table.ToString());
    }
}
