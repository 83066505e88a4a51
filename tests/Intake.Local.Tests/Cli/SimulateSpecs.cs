using System.Diagnostics;
using Intake.Local.Cli;

namespace Intake.Local.Tests.Cli;

/// <summary>The shipped commands on an invented week.</summary>
public sealed class SimulateSpecs : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intake-simulate-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_week_is_the_same_for_the_same_seed_and_another_for_another()
    {
        Assert.Equal(File.ReadAllText(Week("one", 1)), File.ReadAllText(Week("again", 1)));
        Assert.NotEqual(File.ReadAllText(Week("one", 1)), File.ReadAllText(Week("other", 2)));
    }

    [Fact]
    public void The_week_is_simulated_in_seconds_and_tells_what_the_team_would_have_felt()
    {
        var week = Week("week", 1);
        var log = Path.Combine(_directory, "sent.txt");
        var began = Process.GetCurrentProcess().TotalProcessorTime;

        var (exit, said, errors) = Simulated(new(Playbook: "trip-support", Against: null, week, Log: log));

        // 5 s on two idle cores; here others may be at work, so what is measured is this process's own work, generously.
        Assert.True(Process.GetCurrentProcess().TotalProcessorTime - began < TimeSpan.FromSeconds(20));
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("Pages (night: 22:00 to 07:00)", said, StringComparison.Ordinal);
        Assert.Contains("Ana Alvarez, at night", said, StringComparison.Ordinal);
        Assert.Contains("TS-C2  answer, urgent", said, StringComparison.Ordinal);
        Assert.True(File.ReadLines(log).Count() > 5_000);
        Assert.All(File.ReadLines(log), line => Assert.Matches("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-2][0-9]:[0-5][0-9]:[0-5][0-9]  (sms|slack|whatsapp|email|hubspot) ", line));
    }

    [Fact]
    public void Against_another_playbook_the_difference_is_told()
    {
        var changed = Path.Combine(_directory, "changed.yaml");
        File.WriteAllText(changed, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "playbooks", "trip-support.yaml"))
            .Replace("{ after: 10 min, room: cs, template: support-needed, roles: primary }", "{ after: 10 min, room: cs, template: support-needed }", StringComparison.Ordinal));

        var (exit, said, _) = Simulated(new(Playbook: "trip-support", changed, Week("week", 1)));

        Assert.Equal(0, exit);
        Assert.Contains(" would have gone another way:", said, StringComparison.Ordinal);
        Assert.Matches(@"Ben Baker, by day +\d+ +\d+ +−\d+", said);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        var broken = Path.Combine(_directory, "broken.jsonl");
        File.WriteAllText(broken, """{"at":"2026-03-02T10:00:00Z","signal":"message","channel":"whatsapp","from":"1","text":"x"}""" + "\n{\n");

        Assert.Equal((1, "broken.jsonl(2): This is no JSON (character 2)."), Failed(new("trip-support", null, broken)));
        Assert.StartsWith("nowhere.jsonl cannot be read. Name an inbox file, or make one: generate-week", Failed(new("trip-support", null, "nowhere.jsonl")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_written_and_an_inbox_without_lines_are_named()
    {
        var (empty, one) = (Path.Combine(_directory, "empty.jsonl"), Path.Combine(_directory, "one.jsonl"));
        File.WriteAllText(empty, "\n");
        File.WriteAllText(one, """{"at":"2026-03-02T10:00:00Z","signal":"message","channel":"whatsapp","from":"1","text":"x"}""");
        var nowhere = Path.Combine(_directory, "nowhere", "sent.txt");

        Assert.Equal((1, $"{empty} is empty. docs/simulate.md says what a line is; generate-week invents some."), Failed(new("trip-support", null, empty)));
        Assert.Equal((1, $"{nowhere} cannot be written. Name another file for --log."), Failed(new("trip-support", null, one, Log: nowhere)));
    }

    [Theory]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","at":"2026-03-02T11:00:00Z"}""", "A field is there twice.")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","signal":"message","channel":"whatsapp","from":"1","text":"x","automatic":"no"}""", "\"automatic\" is \"no\". Write true or false.")]
    public void A_line_that_is_JSON_and_still_wrong_is_named(string line, string what)
    {
        var inbox = Path.Combine(_directory, "wrong.jsonl");
        File.WriteAllText(inbox, line);

        Assert.Equal((1, $"wrong.jsonl(1): {what}"), Failed(new("trip-support", null, inbox)));
    }

    [Fact]
    public void A_refusal_is_told_whole_and_one_is_one()
    {
        var inbox = Path.Combine(_directory, "late.jsonl");
        File.WriteAllLines(inbox,
        [
            """{"at":"2026-03-02T10:00:00","signal":"message","channel":"whatsapp","from":"+15550199","text":"Our taxi has not arrived"}""",
            """{"at":"2026-03-03T11:00:00","signal":"reply","client":"+15550199","agent":"ben","text":"Has it come?"}""",
        ]);

        var (_, said, _) = Simulated(new(Playbook: "trip-support", Against: null, inbox));

        Assert.Contains(": 2 inputs, 1 ticket, ", said, StringComparison.Ordinal);
        Assert.Matches(@"\n  TS-C1  WhatsApp takes free text only within [^…\n]+ +1\r?\n", said);
    }

    private static (int Exit, string Said) Failed(Simulate.Wish wish) => Simulated(wish) is var (exit, _, errors) ? (exit, errors.Trim()) : default;

    private static (int Exit, string Said, string Errors) Simulated(Simulate.Wish wish)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (Simulate.Run(wish, output, errors), output.ToString(), errors.ToString());
    }

    private string Week(string name, int seed)
    {
        var file = Path.Combine(_directory, $"{name}.jsonl");
        using var output = new StringWriter();
        Assert.Equal(0, GenerateWeek.Run("trip-support", seed, "2026-03-02", 7, 1500, file, output, output));
        return file;
    }
}
