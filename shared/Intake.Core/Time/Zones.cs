using System.Collections.Frozen;
using NodaTime;

namespace Intake.Time;

/// <summary>Zone abbreviations as people write them, daylight saving included: "EST" in July is New York's wall clock.</summary>
internal static class Zones
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["EST"] = "America/New_York",
        ["EDT"] = "America/New_York",
        ["ET"] = "America/New_York",
        ["CST"] = "America/Chicago",
        ["CDT"] = "America/Chicago",
        ["MST"] = "America/Denver",
        ["MDT"] = "America/Denver",
        ["PST"] = "America/Los_Angeles",
        ["PDT"] = "America/Los_Angeles",
        ["PT"] = "America/Los_Angeles",
        ["CET"] = "Europe/Paris",
        ["CEST"] = "Europe/Paris",
        ["MEZ"] = "Europe/Paris",
        ["GMT"] = "Europe/London",
        ["BST"] = "Europe/London",
        ["WET"] = "Europe/Lisbon",
        ["EET"] = "Europe/Athens",
        ["UTC"] = "Etc/UTC",
        ["Z"] = "Etc/UTC",
    }.ToFrozenDictionary();

    /// <summary>The zone named here in capitals, brackets allowed, and the piece after it.</summary>
    public static (DateTimeZone Zone, int End)? Named(SpokenText text, int at)
    {
        var inBrackets = text.Word(at) == "(";
        var piece = text[inBrackets ? at + 1 : at];
        return Known.TryGetValue(text.Text[piece.Start..piece.End], out var id) ? (DateTimeZoneProviders.Tzdb[id], (inBrackets ? at + 2 : at + 1)) : null;
    }
}
