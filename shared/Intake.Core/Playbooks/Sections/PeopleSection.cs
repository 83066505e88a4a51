using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.OnCall;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>Somebody's name and addresses.</summary>
internal static partial class PeopleSection
{
    public static ImmutableDictionary<string, Person> ReadAll(YamlCursor? at, ImmutableArray<string> pods)
    {
        var people = at?.Named("people") ?? [];
        if (at?.Value is YamlValue.Map && people.Count == 0)
        {
            at.Error("Nobody is named.", "Write each person as \"name: …\".");
        }

        return people.ToImmutableDictionary(person => person.Name, person => Read(person.Name, person.Value, pods));
    }

    private static Person Read(string id, YamlCursor at, ImmutableArray<string> pods)
    {
        var map = at.Map("name", "sms", "slack", "email", "pods", "channels", "titles");
        return new Person(
            id,
            map.Text("name"),
            Checked(
                map.Optional("sms"), Separator().Replace, MobileNumber(), "is not a mobile number.", "Write it with its country, e.g. \"+1 414 555-0101\"."),
            Checked(map.Optional("slack"), AsWritten, SlackId(), "is not a Slack member id.", "Copy it from the Slack profile, e.g. \"U0ANA0001\"."),
            ReadEmail(map.Optional("email")))
        {
            Pods = pods.IsEmpty ? map.Texts("pods") : map.References("pods", "pod", pods),
            Channels = map.Texts("channels"),
            Titles = map.Texts("titles"),
        };
    }

    public static string? ReadEmail(YamlCursor? at) => Checked(at, AsWritten, Mailbox(), "is not an e-mail address.", "Write e.g. \"ana@example.com\".");

    private static string AsWritten(string text, string _) => text;

    private static string? Checked(YamlCursor? at, Func<string, string, string> normalise, Regex form, string what, string remedy)
    {
        if (at?.Text() is not { } text)
        {
            return null;
        }

        var value = normalise(text, "");
        if (!form.IsMatch(value))
        {
            at.Error($"\"{text}\" {what}", remedy);
        }

        return value;
    }

    [GeneratedRegex(@"[ ().-]")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex MobileNumber();

    [GeneratedRegex(@"^[UW][A-Z0-9]{7,}\z")]
    private static partial Regex SlackId();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex Mailbox();
}
