using System.Collections;
using System.Text.Json;

namespace Intake.Local.Host;

/// <summary>
/// The app's settings as Azure would give them: the values of local.settings.json (or of the sample beside the program), then environment
/// variables over them. Two underscores in a name are a colon in the configuration, in both.
/// </summary>
public static class LocalSettings
{
    public const string FileName = "local.settings.json";

    public const string SampleName = "local.settings.sample.json";

    /// <summary>The address the sample is written for; a host at another address puts its own in its place.</summary>
    public const string SampleAddress = "http://localhost:7071/";

    /// <exception cref="StartupException">A settings file that cannot be read, and where it is wrong.</exception>
    public static IReadOnlyDictionary<string, string?> Load(string? file, Uri address)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Values(file ?? Find()))
        {
            settings[Key(name)] = value.Replace(SampleAddress, address.AbsoluteUri, StringComparison.Ordinal);
        }

        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            settings[Key((string)variable.Key)] = (string?)variable.Value;
        }

        return settings;
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static string Find()
    {
        string[] directories = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        return directories.Select(directory => Path.Combine(directory, FileName))
            .Concat(directories.Select(directory => Path.Combine(directory, SampleName)))
            .FirstOrDefault(File.Exists)
            ?? throw new StartupException($"There is no {FileName} in {directories[0]}, and no {SampleName} beside the program.");
    }

    private static List<(string Name, string Value)> Values(string file)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), options);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("Values", out var values)
                || values.ValueKind != JsonValueKind.Object)
            {
                throw new StartupException($"{file} has no object \"Values\"; {SampleName} shows the form.");
            }

            if (document.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            {
                throw new StartupException($"{file} is encrypted; run 'func settings decrypt' or copy {SampleName} over it.");
            }

            return [.. values.EnumerateObject().Select(value => (value.Name, Text(file, value)))];
        }
        catch (JsonException wrong)
        {
            throw new StartupException($"{file} is not JSON: line {wrong.LineNumber + 1}, position {wrong.BytePositionInLine + 1}.", wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{file} cannot be read: {wrong.Message}", wrong);
        }
    }

    private static string Text(string file, JsonProperty value) => value.Value.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        _ => throw new StartupException($"{file}: the value of {value.Name} must be text."),
    };
}
