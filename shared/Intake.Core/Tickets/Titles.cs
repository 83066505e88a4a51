using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Proposes a ticket's title in the team's form: "Smith - Issue with taxi, 15th" (TS-T5).</summary>
public static partial class Titles
{
    private const int LongestSummary = 60;

    /// <param name="named">The rule that classified it names the issue; else the text's own first sentence does.</param>
    public static string Propose(Playbook playbook, Client client, string text, Instant at, bool named = false)
    {
        var written = at.InZone(playbook.Zone).LocalDateTime;
        var day = (playbook.Triage.Book.Day(text, written) ?? written.Date).Day;
        var summary = named ? Named(playbook, text, written) : null;
        return Wording.Fill(playbook.TitleForm, field => field switch
        {
            "client" => FamilyName(client.Shown),
            "name" => client.Shown,
            "summary" => summary ?? Capitalised(Summary(text)),
            "day" => $"{day}{Ordinal(day)}",
            _ => "",
        });
    }

    /// <summary>Whether a title has the team's form, without an owner's name before it (TS-T5).</summary>
    public static bool HasForm(Playbook playbook, string title) => Form(playbook.TitleForm).IsMatch(title);

    /// <summary>Why this is no title of the team's form; null when it is.</summary>
    internal static Refusal? Wrong(Draft draft, string title)
    {
        var playbook = draft.Playbook;
        var bare = draft.Ticket.Kept is { } kept ? playbook.Ownership?.Unmarked(kept.Name, title) ?? title : title;
        return HasForm(playbook, bare)
            ? null
            : new Refusal(playbook.TitleClause, $"“{title}” has not the form “{playbook.TitleForm}”.", $"Write it like this: “{(draft.Ticket.Exists ? draft.Ticket.Title : Example(playbook))}”.");
    }

    /// <summary>The agent confirms the proposed title, or gives a better one (TS-T5).</summary>
    internal static void Set(Draft draft, Signal.TitleSet signal)
    {
        var title = signal.Title?.Trim();
        if (title is not null && Wrong(draft, title) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
            return;
        }

        if (title is not null && title != draft.Ticket.Title)
        {
            draft.Happened(new TicketEvent.Retitled(title, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        }

        Confirm(draft, signal.Agent);
    }

    /// <summary>Whoever makes a ticket of it, or closes it, has its title before them.</summary>
    internal static void Confirm(Draft draft, string agent)
    {
        if (draft.Ticket.TitleProposed)
        {
            draft.Happened(new TicketEvent.TitleConfirmed(agent, draft.Ticket.Title) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        }
    }

    /// <summary>Closing by hand confirms what nobody changed.</summary>
    internal static void ConfirmAtClose(Draft draft)
    {
        if (draft.Ticket is { ClosedAt: not null, Draft: false } && draft.Signal is Signal.StageMoved { SeenIn: null } move)
        {
            Confirm(draft, move.Agent);
        }
    }

    internal static ImmutableArray<SlackButton> Buttons(Draft draft) => draft.Ticket.TitleProposed ? [new(SlackActions.ConfirmTitle, "Confirm title")] : [];

    private static string Example(Playbook playbook) => Wording.Fill(playbook.TitleForm, field => field switch
    {
        "client" => "Smith",
        "name" => "Jane Smith",
        "summary" => "Issue with taxi",
        _ => "15th",
    });

    /// <summary>The form as a pattern; the dash may be any.</summary>
    private static Regex Form(string form) => new(
        $"^{Field().Replace(Regex.Escape(Wording.Fill(form, field => $"<{field}>")).Replace("-", "[-–—]", StringComparison.Ordinal), field => field.Groups["name"].Value == "day" ? "[0-9]{1,2}(st|nd|rd|th)" : @"\S.*?")}$",
        RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1));

    private static string? Named(Playbook playbook, string text, LocalDateTime written)
    {
        var rule = playbook.Triage.Book.Classify(text, written).Rule;
        return playbook.Triage.Rules.FirstOrDefault(known => known.Id == rule)?.Summary;
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

    [GeneratedRegex("<(?<name>[a-z]+)>")]
    private static partial Regex Field();
}
