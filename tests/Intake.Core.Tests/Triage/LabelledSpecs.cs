using System.Text;
using Intake.Tickets;
using Xunit.Abstractions;

namespace Intake.Core.Tests.Triage;

/// <summary>
/// The labelled messages against the default playbook: an emergency is never missed, an urgent matter hardly ever, and few pages are false. What the
/// rules and weights have not learnt from is held to less, and says what to expect of tomorrow's messages.
/// </summary>
[Trait("Clause", "TS-A5")]
[Trait("Clause", "TS-B5")]
[Trait("Clause", "TS-E1")]
[Trait("Clause", "TS-U1")]
[Trait("Clause", "TS-U2")]
[Trait("Clause", "TS-U3")]
public sealed class LabelledSpecs(ITestOutputHelper output)
{
    private static readonly List<Result> Known = Judged(Labelled.All, Labelled.Later, Labelled.Contrasts, Labelled.Everyday, Labelled.Written, Labelled.Taxonomy, Labelled.Blind);
    private static readonly List<Result> Unseen = Judged(Labelled.Unseen);

    [Fact]
    public void No_emergency_is_missed() =>
        Assert.Equal([], Known.Where(row => row.Label == Urgency.Emergency && row.Given != Urgency.Emergency).Select(row => row.Text));

    [Fact]
    public void What_clients_ask_all_day_is_no_emergency_and_hardly_ever_urgent()
    {
        var everyday = Judged(Labelled.Everyday);

        Assert.DoesNotContain(everyday, row => row.Given == Urgency.Emergency);
        Assert.InRange(everyday.Count(row => row.Given == Urgency.Urgent) / (double)everyday.Count, 0, 0.04);
    }

    [Fact]
    public void At_least_97_of_100_urgent_messages_are_seen() => Assert.InRange(UrgentRecall(Known), 0.97, 1);

    [Fact]
    public void At_least_90_of_100_pages_are_for_something_pressing() => Assert.InRange(Precision(Known), 0.9, 1);

    [Fact]
    public void Of_messages_never_learnt_from_nearly_all_that_press_are_seen_and_nine_pages_of_ten_are_due()
    {
        output.WriteLine(Table("never learnt from", Unseen));
        var emergencies = Unseen.Where(row => row.Label == Urgency.Emergency).ToArray();

        Assert.InRange(Share(emergencies, row => row.Given == Urgency.Emergency), 0.96, 1);
        Assert.InRange(Share(emergencies, row => row.Given >= Urgency.Urgent), 0.98, 1);
        Assert.InRange(UrgentRecall(Unseen), 0.95, 1);
        Assert.InRange(Precision(Unseen), 0.9, 1);
        Assert.InRange(Share(Unseen.Where(row => row.Label == Urgency.Urgent), row => row.Given == Urgency.Emergency), 0, 0.12);
        Assert.InRange(Share(Unseen.Where(row => row.Label < Urgency.Urgent), row => row.Given == Urgency.Emergency), 0, 0.03);
    }

    [Fact]
    public void Every_classification_names_its_words_as_they_were_written()
    {
        Labelled[] all = [.. Labelled.All, .. Labelled.Later, .. Labelled.Unseen];

        Assert.All(all, row => Assert.All(row.Classified.Evidence, words => Assert.Contains(words, row.Text, StringComparison.Ordinal)));
        Assert.All(all, row => Assert.Equal(row.Classified.Rule == "default", row.Classified.Evidence.IsEmpty));
    }

    [Fact]
    public void Every_channel_class_and_language_is_there()
    {
        Labelled[] all = [.. Labelled.All, .. Labelled.Later, .. Labelled.Contrasts, .. Labelled.Everyday, .. Labelled.Written, .. Labelled.Taxonomy, .. Labelled.Blind, .. Labelled.Unseen];

        output.WriteLine(Table("all that was learnt from", Known));
        Assert.True(all.Length >= 300);
        Assert.Equal(16, all.Select(row => (row.Channel, row.Class)).Distinct().Count());
    }

    private static List<Result> Judged(params ReadOnlySpan<IReadOnlyList<Labelled>> sets)
    {
        var rows = new List<Result>();
        foreach (var set in sets)
        {
            rows.AddRange(set.Select(row => new Result(row.Text, row.Expected, row.Judged.Urgency)));
        }

        return rows;
    }

    private static double UrgentRecall(IEnumerable<Result> rows) => Share(rows.Where(row => row.Label == Urgency.Urgent), row => row.Given >= Urgency.Urgent);

    private static double Precision(IEnumerable<Result> rows) => Share(rows.Where(row => row.Given >= Urgency.Urgent), row => row.Label >= Urgency.Urgent);

    private static double Share(IEnumerable<Result> rows, Func<Result, bool> which) => rows.Average(row => which(row) ? 1.0 : 0);

    private static string Table(string title, List<Result> rows)
    {
        var urgencies = Enum.GetValues<Urgency>().Reverse().ToArray();
        var table = new StringBuilder($"{title}; rows: label, columns: given ({string.Join(", ", urgencies)})\n");
        foreach (var label in urgencies)
        {
            table.Append($"{label,-14}").AppendJoin(' ', urgencies.Select(given => $"{rows.Count(row => row.Label == label && row.Given == given),4}")).Append('\n');
        }

        return table.ToString();
    }

    private sealed record Result(string Text, Urgency Label, Urgency Given);
}
