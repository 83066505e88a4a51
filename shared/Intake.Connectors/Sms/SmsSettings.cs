using System.Text.RegularExpressions;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.Sms;

/// <summary>Which number our text messages come from.</summary>
public sealed partial record SmsSettings
{
    /// <summary>Our number (E.164), short code or sender name. Only a number or a short code can be answered with a code.</summary>
    public required string From { get; init; }

    /// <summary>Everything that is wrong with these settings, in sentences for whoever wrote them.</summary>
    public IEnumerable<string> Problems() =>
        SettingsCheck.That(Sender().IsMatch(From), "Sms:From must be a number like +15550100, a short code, or a name of at most 11 letters and digits.");

    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[0-9]{5,6}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$")]
    private static partial Regex Sender();
}
