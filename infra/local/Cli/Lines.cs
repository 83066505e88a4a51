using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Intake.Tickets;

namespace Intake.Local.Cli;

/// <summary>JSON lines in, JSON lines out: a line that is wrong is named on the error stream and the others are still answered.</summary>
internal static class Lines
{
    /// <summary>A text stays readable: only what JSON itself forbids is escaped.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="answer">Writes the answer to one line's object. What is wrong with it is a <see cref="FormatException"/>.</param>
    /// <param name="example">What a right line looks like, for whoever wrote none.</param>
    /// <returns>The exit code.</returns>
    public static int Answer(TextReader input, TextWriter output, TextWriter errors, string example, Action<JsonElement, Utf8JsonWriter> answer)
    {
        var (exit, number) = (ExitCode.Ok, 0);
        while (input.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                output.WriteLine(Answered(line.TrimStart('\uFEFF'), example, answer));
            }
            catch (FormatException wrong)
            {
                errors.WriteLine($"line {number}: {wrong.Message}");
                exit = ExitCode.Findings;
            }
        }

        return exit;
    }

    private static string Answered(string line, string example, Action<JsonElement, Utf8JsonWriter> answer)
    {
        using var json = Parsed(line, example);
        using var into = new MemoryStream();
        using (var writer = new Utf8JsonWriter(into, Readable))
        {
            answer(json.RootElement, writer);
        }

        return Encoding.UTF8.GetString(into.GetBuffer().AsSpan(0, (int)into.Length));
    }

    private static JsonDocument Parsed(string line, string example)
    {
        try
        {
            var json = JsonDocument.Parse(HalfCharacters.Replaced(line));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new FormatException($"This is no JSON object. Write e.g. {example}");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"This is no JSON (character {wrong.BytePositionInLine + 1}). Write e.g. {example}", wrong);
        }
    }
}

/// <summary>What a command's exit code says.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It ran, and found something wrong; or it could not run.</summary>
    public const int Findings = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;
}

/// <summary>JSON for whoever asked for --json: our conventions, indented.</summary>
internal static class Written
{
    public static JsonSerializerOptions Indented { get; } = StoredJson.With(new JsonSerializerOptions { WriteIndented = true });
}
