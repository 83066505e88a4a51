using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Intake.Connectors.Email;
using Intake.Functions;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary><c>learn</c>: the weights of a playbook's second opinions, from messages a person has labelled. It prints YAML for the triage section.</summary>
public static class Learn
{
    // Sums are in tenths of the learner's. Below half a chance is enough to look at once; what reads as an emergency needs less.
    private const double UrgentFrom = -0.6;
    private const double EmergencyFrom = -2.4;
    private const double Unlikely = -1.5;
    private const double ClearlyHarmless = -2;
    private const int Scale = 10;

    /// <summary>Lighter than this is not worth a reader's eye.</summary>
    private const int Lightest = 3;

    private static readonly LocalDateTime Usual = new(2026, 7, 8, 10, 0);
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private sealed record Example(IReadOnlyCollection<(string Feature, int Part)> Features, Urgency Class);

    /// <summary>The subcommand.</summary>
    public static Command Command()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore, Description = "Labelled messages, one JSON object to a line: {\"channel\",\"text\",\"at\"?,\"class\"}." };
        var playbook = new Option<string>("--playbook") { Description = "The SOP they are for: a name in shared/playbooks, or a path to a .yaml file.", HelpName = "name", DefaultValueFactory = _ => "trip-support" };
        var command = new Command("learn", "Learns the weights of a playbook's second opinions from labelled messages, and prints them for its triage section.") { files, playbook };
        command.SetAction(parsed => Run(parsed.GetValue(playbook)!, parsed.GetValue(files)!, Console.Out, Console.Error));
        return command.Explained("""
            The weights are a linear model: a sum of words, read by anybody and edited by hand. The same files give the same weights.

            Exit code: 0; 1 when a file or a line of it cannot be read; 2 for a wrong command.

            Example:
              dotnet run --project infra/local -- learn labelled.jsonl
            """);
    }

    private static int Run(string name, string[] files, TextWriter output, TextWriter errors)
    {
        try
        {
            var playbook = PlaybookFile.Load(name).Playbook;
            var examples = files.SelectMany(file => File.ReadLines(file).Select((line, i) => Read(playbook, line, $"{file}, line {i + 1}"))).OfType<Example>().ToArray();
            var pressing = examples.Where(example => example.Class >= Urgency.Urgent).ToArray();
            Write(output, ("reads-as-urgent", "urgent", "TS-U2", null, 3), Urgently(examples), UrgentFrom);
            Write(output, ("reads-as-emergency", "emergency", "TS-E1", "urgent", 7), Gravely(pressing), EmergencyFrom);
            return 0;
        }
        catch (Exception wrong) when (wrong is PlaybookException or IOException or UnauthorizedAccessException or FormatException)
        {
            errors.WriteLine(wrong.Message);
            return 1;
        }
    }

    // An urgent message that is missed costs more than a false page.
    private static Learner Urgently(Example[] examples) => new([.. examples.Select(example => (example.Features, example.Class >= Urgency.Urgent))], 2);

    // Among messages that press there are too few to learn neighbouring words from.
    private static Learner Gravely(Example[] examples) => new([.. examples.Select(example => (WithoutNeighbours(example.Features), example.Class == Urgency.Emergency))], 1);

    private static IReadOnlyCollection<(string Feature, int Part)> WithoutNeighbours(IReadOnlyCollection<(string Feature, int Part)> features) =>
        [.. features.Where(shown => shown.Feature[0] == '@' || !shown.Feature.Contains(' ', StringComparison.Ordinal))];

    // Where every contact starts at a class, that class says nothing about the words.
    private static Example? Read(Playbook playbook, string line, string where)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            var (channel, text) = (playbook.Channels[row.GetProperty("channel").GetString()!], row.GetProperty("text").GetString()!);
            var words = channel.Kind == ChannelKind.Email ? QuotedText.Strip(text) : text;
            var urgency = Class(row.GetProperty("class").GetString()!);
            return urgency == channel.Starts ? null : new Example(Triage.Triage.Shown(playbook.Triage, words, At(row).InZoneStrictly(playbook)), urgency);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"{where}: {wrong.Message} Write {{\"channel\":…,\"text\":…,\"class\":…}}.", wrong);
        }
    }

    private static Urgency Class(string name) => Enum.GetValues<Urgency>().First(urgency => JsonNamingPolicy.KebabCaseLower.ConvertName($"{urgency}") == name);

    private static string? At(JsonElement row) => row.TryGetProperty("at", out var at) ? at.GetString() : null;

    private static ZonedDateTime InZoneStrictly(this string? at, Playbook playbook) =>
        at is null ? Usual.InZoneLeniently(playbook.Zone)
        : OffsetDateTimePattern.ExtendedIso.Parse(at) is { Success: true } exact ? exact.Value.InZone(playbook.Zone)
        : Minute.Parse(at).GetValueOrThrow().InZoneLeniently(playbook.Zone);

    // The learner's bias is in "from": what a playbook adds up begins at nothing.
    private static void Write(TextWriter output, (string Id, string Class, string Clause, string? Among, int Evidence) opinion, Learner learner, double from)
    {
        output.WriteLine($"    - id: {opinion.Id}\n      class: {opinion.Class}\n      clause: {opinion.Clause}");
        output.Write(opinion.Among is null ? "" : $"      among: {opinion.Among}\n");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      from: {Whole(from - learner.Bias)}"));
        output.Write(opinion.Among is null ? string.Create(CultureInfo.InvariantCulture, $"      doubts: {{ urgent: {Whole(Unlikely - learner.Bias)}, emergency: {Whole(ClearlyHarmless - learner.Bias)} }}\n") : "");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      evidence: {opinion.Evidence}"));
        output.WriteLine("      weights: |");
        var weights = learner.Weights.Select(weight => (weight.Feature, Weight: Whole(weight.Weight))).Where(weight => Math.Abs(weight.Weight) >= Lightest);
        foreach (var group in weights.GroupBy(weight => weight.Weight).OrderByDescending(group => group.Key))
        {
            foreach (var line in group.Select(weight => weight.Feature).Order(StringComparer.Ordinal).Chunk(20))
            {
                output.WriteLine($"        {group.Key}: {string.Join(", ", line)}");
            }
        }
    }

    private static int Whole(double weight) => (int)Math.Round(weight * Scale);
}
