using System.Diagnostics;
using System.Text;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Playbooks;

public sealed class PlaybookReaderSpecs
{
    [Fact]
    public void An_error_names_file_line_column_path_what_and_remedy()
    {
        var error = Assert.Single(PlaybookReader.Read("small.yaml", Small.Text.Replace("15 min", "15 mins ago", StringComparison.Ordinal)).Errors);

        Assert.Equal(
            "small.yaml(23,46): channels.chat.respond[0].within: \"15 mins ago\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".",
            error.ToString());
        Assert.Equal((23, 46, "channels.chat.respond[0].within"), (error.Line, error.Column, error.Path));
    }

    [Fact]
    public void All_errors_are_told_at_once_in_order_of_line()
    {
        var text = Small.Text.Replace("zone: Europe/Vienna", "zone: Wien", StringComparison.Ordinal)
            .Replace("kind: whatsapp", "kind: pigeon", StringComparison.Ordinal)
            .Replace("after: 10 min", "after: soon", StringComparison.Ordinal)
            .Replace("reopen:", "re-open:", StringComparison.Ordinal)
            .Replace("A2: Answer soon.", "A2:", StringComparison.Ordinal);

        Assert.Equal([1, 3, 17, 34, 43, 47], PlaybookReader.Read("small.yaml", text).Errors.Select(error => error.Line));
        Assert.Null(PlaybookReader.Read("small.yaml", text).Playbook);
    }

    [Theory]
    [InlineData("", "(1,1): The file is empty. Begin with \"playbook:\".")]
    [InlineData("# Nothing yet\n", "(1,1): The file is empty. Begin with \"playbook:\".")]
    [InlineData("---\n...\n", "(1,1): The file is empty. Begin with \"playbook:\".")]
    [InlineData("playbook: a\n---\nplaybook: b\n", "(2,1): A second document begins here. Keep one document in a file: remove the \"---\".")]
    public void A_file_holds_one_document(string text, string expected) => Assert.Equal([expected], Small.ErrorsOf(text));

    [Fact]
    public void A_list_is_not_a_playbook() => Assert.StartsWith("(1,1): A group of keys belongs here, not a list.", Assert.Single(Small.ErrorsOf("- a\n- b")));

    [Theory]
    [InlineData("playbook: a\ntitle: \"never closed\nzone: UTC\n", 2)]
    [InlineData("playbook: a\nrooms: { cs: x\ntitle: b\n", 2)]
    [InlineData("playbook: a\n  title: b\n", 2)]
    [InlineData("playbook: a\ntitle: @b\n", 2)]
    public void What_is_not_YAML_is_an_error_at_its_line(string text, int line)
    {
        var error = Assert.Single(PlaybookReader.Read("broken.yaml", text).Errors);

        Assert.Equal(line, error.Line);
        Assert.StartsWith("This is not YAML: ", error.What);
        Assert.EndsWith("and the brackets here and in the line above.", error.Remedy);
    }

    [Theory]
    [InlineData("playbook: a\nrooms:\n\tcs: x\n", 3)]
    [InlineData("playbook: a\nrooms:\n  cs: x\n \tops: y\n", 4)]
    public void A_tab_is_pointed_out(string text, int line)
    {
        var error = Assert.Single(PlaybookReader.Read("tabs.yaml", text).Errors);

        Assert.Equal((line, "This is not YAML: a tab indents the line."), (error.Line, error.What));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Nesting_as_deep_as_one_likes_is_refused(string open, string close)
    {
        var text = $"playbook: a\nrooms: \n  {Repeated(open, 20_000)}x{Repeated(close, 20_000)}\n";

        Assert.Equal("This is nested more than 24 deep.", Assert.Single(PlaybookReader.Read("deep.yaml", text).Errors).What);
    }

    [Fact]
    public void Whatever_is_lost_from_the_text_nothing_is_thrown()
    {
        for (var at = 0; at < Small.Text.Length; at += 7)
        {
            _ = PlaybookReader.Read("cut.yaml", Small.Text[..at]);
            _ = PlaybookReader.Read("dropped.yaml", Small.Text.Remove(at, 1));
            _ = PlaybookReader.Read("swapped.yaml", Small.Text.Remove(at, 1).Insert(at, "[{:\"-&*!%@\t\0"[(at % 12)..(at % 12 + 1)]));
        }
    }

    [Fact]
    public void Any_line_that_is_lost_is_noticed_unless_it_was_optional()
    {
        var lines = Small.Text.Split('\n');
        var unnoticed = lines.Where((_, i) => Small.ErrorsOf(string.Join('\n', lines.Where((_, j) => j != i))).Length == 0);

        Assert.Equal(
            ["holidays:", "auto-reply:", "- { after: 5 min,", "- { after: 10 min,", "- { name: new,"],
            unnoticed.Select(line => line.Trim()).Select(line => line.StartsWith('-') ? line[..(line.IndexOf(',') + 1)] : line[..(line.IndexOf(':') + 1)]));
    }

    [Fact]
    public void The_version_is_the_hash_of_the_text_whatever_its_line_endings()
    {
        var version = PlaybookReader.Read("a.yaml", Small.Text).Playbook!.Version;

        Assert.Matches("^[0-9a-f]{64}$", version);
        Assert.Equal(version, PlaybookReader.VersionOf(Small.Text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.NotEqual(version, PlaybookReader.VersionOf(Small.Text + " "));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PlaybookReader.VersionOf("abc"));
    }

    [Theory]
    [InlineData("90 s", 90)]
    [InlineData("15 min", 900)]
    [InlineData("2h", 7200)]
    [InlineData("1 d", 86_400)]
    public void A_length_of_time_is_a_number_and_a_unit(string written, int seconds)
    {
        var playbook = PlaybookReader.Read("a.yaml", Small.Text.Replace("within: 7 d", $"within: {written}", StringComparison.Ordinal)).Playbook!;

        Assert.Equal(Duration.FromSeconds(seconds), playbook.ReopenWithin);
    }

    [Fact]
    public void A_rule_may_speak_for_several_classes()
    {
        var rules = PlaybookReader.Read("a.yaml", Small.Text).Playbook!.Channels["chat"].Respond;

        Assert.Equal([Urgency.Urgent, Urgency.TimeSensitive, Urgency.NonUrgent], rules.Select(rule => rule.Class));
        Assert.Equal(["A1", "A2", "A2"], rules.Select(rule => rule.Clause));
    }

    [Fact]
    public void Reading_the_default_playbook_takes_a_fraction_of_a_second()
    {
        _ = TripSupport.Playbook;

        // The best of several: other work on the machine makes a reading slower, never faster.
        var best = Enumerable.Range(0, 5).Min(round =>
        {
            var watch = Stopwatch.StartNew();
            _ = PlaybookReader.Read(TripSupport.File, TripSupport.Text);
            return watch.Elapsed;
        });

        Assert.True(best < TimeSpan.FromSeconds(1), $"It took {best.TotalMilliseconds:0} ms.");
    }

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
