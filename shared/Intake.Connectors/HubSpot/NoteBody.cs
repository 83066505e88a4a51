using System.Text;
using Intake.Connectors.Outbound;

namespace Intake.Connectors.HubSpot;

/// <summary>A note's text as HubSpot shows it: HubSpot renders HTML, so a client's words are encoded before they are anything else.</summary>
internal static class NoteBody
{
    private const int Longest = 65_536;
    private const string Notice = "<br>[cut: the whole text is in Intake]";

    public static string Of(string text) => Encoded.To(text.ReplaceLineEndings("\n"), Longest, Notice, Encode);

    private static string Encode(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\n' => "<br>",
        _ => rune.ToString(),
    };
}
