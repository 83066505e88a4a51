using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using NodaTime.Text;

namespace Intake.Local.Cli;

/// <summary><c>deadline</c>: open time counted on calendars written as in a playbook, by the code that counts for real tickets.</summary>
internal static class Deadline
{
    private const string Example =
        """{"id":1,"calendar":{"zone":"America/New_York","open":[{"days":["mon","tue"],"from":"00:30","to":"17:00"}],"holidays":["2026-12-25"]},"from":"2026-12-21T16:50:00-05:00","minutes":30}""";

    // More is no deadline, and 100 years of minutes are quickly counted.
    private const double MostMinutes = 100 * 366 * 1440d;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    public static Command Command()
    {
        var command = new Command("deadline", "Counts open time on a calendar: when so many minutes are used up, or how many lie between two times. JSON lines in and out.");
        command.SetAction(_ => Run(Console.In, Console.Out, Console.Error));
        return command.Explained($$"""
            In, one to a line:
              {{Example}}
            Out:
              {"id":1,"due":"2026-12-22T05:50:00Z"}

            With "between":["ISO","ISO"] instead of "from" and "minutes": the open minutes between the two, {"id":2,"minutes":45};
            with a fraction (4.75) where seconds are left, negative when the second time is the earlier.

            The calendar is written as in a playbook. A minute is open when the wall clock of the zone then shows a time in a window on its day:
            a repeated hour counts twice, a skipped one not at all. "to" at or before "from" is over midnight and belongs to the day it opens.
            Used up exactly at closing time is due at closing time; 0 minutes are due at "from" when open, else at the next opening.
            Times are ISO 8601; one without an offset is the calendar's wall clock. Seconds, and fractions of them, are kept.

            Exit code: 0; 1 when a line could not be answered: it is named on the error stream, and the others are still answered.

            Example:
              echo '{{Example}}' | dotnet run --project infra/local -- deadline
            """);
    }

    public static int Run(TextReader input, TextWriter output, TextWriter errors) => Lines.Answer(input, output, errors, Example, Answer);

    private static void Answer(JsonElement line, Utf8JsonWriter writer)
    {
        var calendar = Calendar(line);
        writer.WriteStartObject();
        if (line.TryGetProperty("id", out var id))
        {
            writer.WritePropertyName("id");
            id.WriteTo(writer);
        }

        if (line.TryGetProperty("between", out var between))
        {
            if (line.TryGetProperty("minutes", out _))
            {
                throw new FormatException("\"between\" and \"minutes\" ask for two things. Write one line for each.");
            }

            WriteBetween(calendar, between, writer);
        }
        else
        {
            var (from, minutes) = (Moment(Required(line, "from"), "from", calendar.Zone), Minutes(Required(line, "minutes")));
            writer.WriteString("due", InstantPattern.ExtendedIso.Format(Due(calendar, from, minutes)));
        }

        writer.WriteEndObject();
    }

    private static void WriteBetween(BusinessCalendar calendar, JsonElement between, Utf8JsonWriter writer)
    {
        if (between.ValueKind != JsonValueKind.Array || between.GetArrayLength() != 2)
        {
            throw new FormatException("\"between\" is not two times. Write \"between\":[\"2026-12-21T09:00:00Z\",\"2026-12-22T09:00:00Z\"].");
        }

        var open = calendar.Between(Moment(between[0], "between[0]", calendar.Zone), Moment(between[1], "between[1]", calendar.Zone));
        writer.WriteNumber("minutes", open.TotalMinutes);
    }

    private static Instant Due(BusinessCalendar calendar, Instant from, Duration open)
    {
        try
        {
            return calendar.Add(from, open);
        }
        catch (CalendarNeverOpensException never)
        {
            throw new FormatException(
                $"The calendar has no open time within 20 years after {InstantPattern.General.Format(never.At)}. Look at its windows, effective dates and holidays.", never);
        }
    }

    private static BusinessCalendar Calendar(JsonElement line)
    {
        var given = Required(line, "calendar");
        if (given.ValueKind != JsonValueKind.Object || !given.TryGetProperty("zone", out _))
        {
            throw new FormatException("calendar: \"zone\" is missing. Write e.g. \"zone\":\"America/New_York\".");
        }

        // Written anew, so that whatever JSON allows between its parts does not matter.
        var reading = CalendarReader.Read("", JsonSerializer.Serialize(given, Readable), "calendar", DateTimeZone.Utc);
        return reading.Calendar ?? throw new FormatException(string.Join(" ", reading.Errors.Select(Said)));

        static string Said(PlaybookError error) => $"calendar{(error.Path.Length == 0 ? "" : $".{error.Path}")}: {error.What} {error.Remedy}";
    }

    private static Duration Minutes(JsonElement value)
    {
        var minutes = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : double.NaN;
        return minutes is >= 0 and <= MostMinutes
            ? Duration.FromNanoseconds((long)Math.Round(minutes * NodaConstants.NanosecondsPerMinute))
            : throw new FormatException($"\"minutes\" is {value.GetRawText()}. Write a number from 0 to {MostMinutes}.");
    }

    private static Instant Moment(JsonElement value, string name, DateTimeZone zone)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return IsoTimes.Parse(text, zone)
            ?? throw new FormatException($"\"{name}\" is not a time: {text}. Write e.g. \"2026-12-21T16:50:00Z\" or \"2026-12-21T16:50:00-05:00\".");
    }

    private static JsonElement Required(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : throw new FormatException($"\"{name}\" is missing. Write e.g. {Example}");
}
