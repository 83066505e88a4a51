using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Tickets made by co-workers (XD-1): concise, one issue, with the customer's id and details. "Just a title is not enough."</summary>
internal static class Internals
{
    public static void Request(Draft draft, Signal.InternalRequested signal)
    {
        if (draft.Playbook.Internal is not { } rules)
        {
            draft.Refuse("intake", "In this playbook co-workers make no tickets.", "Add the section \"internal\" to it, or use POST /api/tickets.");
        }
        else if (Wrong(draft, rules, signal) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
        }
        else
        {
            FromClient.Open(draft, rules.Channel, signal.Customer, rules.Source, signal.Title, signal.Agent, byHand: false, hubSpotId: null);
            draft.Happened(new MadeInternally(signal.CustomerId!, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            draft.Happened(new Retitled(Title(draft.Playbook, signal), signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            FromAgent.AddNote(draft, signal.Agent, $"CID {signal.CustomerId}. {signal.Details}", draft.Playbook.ClauseOf("notes"));
        }
    }

    private static Refusal? Wrong(Draft draft, InternalRules rules, Signal.InternalRequested signal)
    {
        var details = signal.Details?.Trim() ?? "";
        return signal switch
        {
            _ when draft.Ticket.Exists => new Refusal(rules.Clause, "This is a ticket already.", "Add to it with POST /api/tickets/{id}/notes."),
            { CustomerId: null } => new Refusal(rules.Clause, "The CID is missing.", "Fill in “cid”: the customer's id cuts down search time."),
            _ when details.Length == 0 || Mentions.IsOnly(details, [signal.Title]) => new Refusal(rules.Clause, "Just a title is not enough.", "Say in “details” what is to be done and what is known; add screenshots as comments."),
            { Confirm: true } => null,
            _ when signal.Title.Length > rules.LongestTitle => Questioned(rules, $"The title has {signal.Title.Length} characters, more than {rules.LongestTitle}: keep it concise."),
            _ when details.Length > rules.LongestDetails => Questioned(rules, $"The details have {details.Length} characters, more than {rules.LongestDetails}: keep them brief."),
            _ when Several(rules, $"{signal.Title}.\n{details}") is { } words => Questioned(rules, $"It seems to hold several issues ({words}): keep a ticket to a single one."),
            _ => null,
        };
    }

    private static Refusal Questioned(InternalRules rules, string why) => new(rules.Clause, why, "Make a ticket of each; or, if it is right, send the same again with “confirm”: true.");

    /// <summary>What looks like more than one issue: words that add another, or a numbered list.</summary>
    private static string? Several(InternalRules rules, string text) =>
        rules.Several.First(text) is { } words ? $"“{words}”"
        : text.Split('\n').Count(line => line.TrimStart() is [>= '1' and <= '9', '.' or ')', ..]) is >= 2 and var points ? $"{points} numbered points"
        : null;

    /// <summary>"Air Comfort, CID 4711 - Logo on the contact page": found by the id among dozens of the same name.</summary>
    private static string Title(Playbook playbook, Signal.InternalRequested signal) => Wording.Fill(playbook.TitleForm, field => field switch
    {
        "client" or "name" => signal.Customer.Name is { } name ? $"{name}, CID {signal.CustomerId}" : $"CID {signal.CustomerId}",
        "summary" => signal.Title.Trim(),
        "day" => $"{signal.At.InZone(playbook.Zone).Day}",
        _ => "",
    });
}
