namespace Intake.Connectors.Outbound;

/// <summary>The sentences in which settings complain. They name the setting and never its value, which may be a secret.</summary>
internal static class SettingsCheck
{
    public static IEnumerable<string> Url(string name, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? []
            : [$"{name} must be an absolute http or https address."];

    public static IEnumerable<string> Secret(string name, string value, string what) =>
        value.Length == 0 ? [$"{name} is missing: {what}."]
        : value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? [$"{name} contains white space: {what}, copied whole and without line breaks."]
        : [];

    public static IEnumerable<string> That(bool holds, string complaint) => holds ? [] : [complaint];
}
