using Intake.Playbooks;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Proposes a ticket's title in the team's form: "Smith - Issue with taxi, 15th" (TS-T5).</summary>
public static class Titles
{
    private const int LongestSummary = 60;

    public static string Propose(Playbook playbook, Client client, string text, Instant at)
    {
        var day = at.InZone(playbook.Zone).Day;
        return Wording.Fill(playbook.TitleForm, field => field switch
        {
            "client" => FamilyName(client.Shown),
            "summary" => Capitalised(Summary(text)),
            "day" => $"{day}{Ordinal(day)}",
            _ => "",
        });
    }

    private static string FamilyName(string name) =>
        name.StartsWith('+') || name.Contains('@') ? name : name.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : name;

    private static string Capitalised(string text) => text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    /// <summary>The first sentence, cut at a word.</summary>
    private static string Summary(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = line.AsSpan().IndexOfAny(".!?");
        var sentence = end > 12 ? line[..end] : line;
        if (sentence.Length <= LongestSummary)
        {
            return sentence.TrimEnd('.', '!', '?', ' ');
        }

        var cut = sentence.LastIndexOf(' ', LongestSummary);
        cut = cut > 20 ? cut : LongestSummary - (char.IsHighSurrogate(sentence[LongestSummary - 1]) ? 1 : 0);
        return sentence[..cut] + "…";
    }

    private static string Ordinal(int day) => (day % 10, day) switch
    {
        (_, 11 or 12 or 13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
}
