using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Intake.Connectors.Email;
using Intake.Functions;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Triage;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary><c>classify</c>: what a playbook makes of messages, one JSON object a line in and out, by the code that decides on real ones.</summary>
public static class Classify
{
    private const int CannotStart = 1;
    private const int SomeLineWasWrong = 1;

    private static readonly Option<string> PlaybookOption = new("--playbook")
    {
        Description = "The SOP to classify by: a name in shared/playbooks, or a path to a .yaml file.",
        HelpName = "name",
        DefaultValueFactory = _ => "trip-support",
    };

    private static readonly Option<string?> ChannelOption = new("--channel")
    {
        Description = "The channel of lines that name none: one of the playbook's (phone, email, whatsapp, lux).",
        HelpName = "channel",
    };

    // Evidence is the client's own words, readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The subcommand.</summary>
    public static Command Command()
    {
        var command = new Command("classify", "Says how urgent messages are, by which rule and clause, and by which of their words. JSON lines in and out.") { PlaybookOption, ChannelOption };
        command.SetAction(parsed =>
        {
            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            using var output = Console.OpenStandardOutput();
            return Run(parsed.GetValue(PlaybookOption)!, parsed.GetValue(ChannelOption), input, output, Console.Error, TimeProvider.System);
        });
        return command.Explained("""
            In, one to a line ("at" is now when it is missing; without an offset it is the team's wall clock):
              {"id":1,"channel":"whatsapp","text":"Our taxi has not come","at":"2026-03-02T10:00:00-05:00"}
            Out:
              {"id":1,"class":"urgent","clause":"TS-A5","evidence":["taxi has not come"],"rule":"transfer-missing-or-wrong"}

            The class is emergency, urgent, time-sensitive or non-urgent; the evidence is the client's own words.

            Exit code: 0; 1 when a line could not be read: it is named on the error stream, and the others are still answered; 2 for a wrong command.

            Example:
              echo '{"id":1,"channel":"whatsapp","text":"Our taxi has not come"}' | dotnet run --project infra/local -- classify --playbook trip-support
            """);
    }

    /// <summary>Answers each line of <paramref name="input"/>; the exit code.</summary>
    public static int Run(string playbook, string? channel, TextReader input, Stream output, TextWriter errors, TimeProvider time)
    {
        try
        {
            var read = PlaybookFile.Load(playbook).Playbook;
            return channel is null || read.Channels.ContainsKey(channel)
                ? Answer(new Lines(read, channel, time), input, output, errors)
                : Refuse($"--channel {channel}: no such channel. {Lines.Known(read)}");
        }
        catch (PlaybookException wrong)
        {
            return Refuse(wrong.Message);
        }

        int Refuse(string why)
        {
            errors.WriteLine(why);
            return CannotStart;
        }
    }

    private static int Answer(Lines lines, TextReader input, Stream output, TextWriter errors)
    {
        var (exitCode, number) = (0, 0);
        using var answer = new MemoryStream();
        while (input.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                answer.SetLength(0);
                lines.Answer(line, answer);
                answer.WriteByte((byte)'\n');
                answer.WriteTo(output);
                output.Flush();
            }
            catch (Exception wrong) when (wrong is JsonException or FormatException)
            {
                errors.WriteLine($"line {number}: {wrong.Message}");
                exitCode = SomeLineWasWrong;
            }
        }

        return exitCode;
    }

    private sealed class Lines(Playbook playbook, string? usualChannel, TimeProvider time)
    {
        public static string Known(Playbook playbook) => $"Name one of {string.Join(", ", playbook.Channels.Keys.Order(StringComparer.Ordinal))}.";

        public void Answer(string line, Stream into)
        {
            using var json = Parsed(line);
            var id = json.RootElement.TryGetProperty("id", out var named) && named.ValueKind is JsonValueKind.String or JsonValueKind.Number
                ? named
                : throw new FormatException("\"id\" is missing. Give each message a text or a number to know its answer by.");
            var channel = ChannelOf(json.RootElement);
            var text = Text(json.RootElement, "text") ?? throw new FormatException("\"text\" is missing. Give what the client wrote.");
            // As at the front door: what a mail quotes was classified when it came.
            var words = channel.Kind == ChannelKind.Email ? QuotedText.Strip(text) : text;
            Write(into, id, Intake.Triage.Triage.Judge(playbook.Triage, channel, words, At(json.RootElement)));
        }

        private static JsonDocument Parsed(string line)
        {
            var json = Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new FormatException("This is no JSON object. Write {\"id\":…,\"channel\":…,\"text\":…}.");
        }

        private static JsonDocument Parse(string line)
        {
            try
            {
                return JsonDocument.Parse(HalfCharacters.Replaced(line));
            }
            catch (JsonException wrong)
            {
                throw new FormatException($"This is no JSON (character {wrong.BytePositionInLine + 1}). Write {{\"id\":…,\"channel\":…,\"text\":…}} on one line.", wrong);
            }
        }

        private static string? Text(JsonElement row, string name) => !row.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw new FormatException($"\"{name}\" is not a text. Put it in quotes.");

        private ChannelRules ChannelOf(JsonElement row)
        {
            var name = Text(row, "channel") ?? usualChannel ?? throw new FormatException($"\"channel\" is missing. {Known(playbook)} Or say --channel for all such lines.");
            return playbook.Channels.TryGetValue(name, out var channel) ? channel : throw new FormatException($"There is no channel \"{name}\". {Known(playbook)}");
        }

        // Without a zone it is a time on the team's clocks.
        private ZonedDateTime At(JsonElement row) => Text(row, "at") switch
        {
            null => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(playbook.Zone),
            var at when OffsetDateTimePattern.ExtendedIso.Parse(at) is { Success: true } exact => exact.Value.InZone(playbook.Zone),
            var at when LocalDateTimePattern.ExtendedIso.Parse(at) is { Success: true } local => local.Value.InZoneLeniently(playbook.Zone),
            var at when LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(at) is { Success: true } minute => minute.Value.InZoneLeniently(playbook.Zone),
            var at => throw new FormatException($"\"at\" is not a time: \"{at}\". Write 2026-07-08T10:00:00Z, with an offset, or without for the team's time."),
        };

        private static void Write(Stream into, JsonElement id, Classification found)
        {
            using var writer = new Utf8JsonWriter(into, Readable);
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            id.WriteTo(writer);
            writer.WriteString("class", JsonNamingPolicy.KebabCaseLower.ConvertName($"{found.Urgency}"));
            writer.WriteString("clause", found.Clause);
            writer.WriteStartArray("evidence");
            foreach (var words in found.Evidence)
            {
                writer.WriteStringValue(words);
            }

            writer.WriteEndArray();
            writer.WriteString("rule", found.Rule);
            writer.WriteEndObject();
        }
    }
}
