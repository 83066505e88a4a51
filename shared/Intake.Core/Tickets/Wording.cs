using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Tickets;

/// <summary>Fills a template's {fields}. The reader has already refused fields that do not exist.</summary>
internal static class Wording
{
    public static string Say(this Draft draft, string template, Alert? alert = null, Instant? since = null, Promise? promise = null, int chats = 0, string urgent = "") =>
        Fill(draft.Playbook.Templates[template].Text, field => field switch
        {
            "promise" => (promise ?? Promised(draft, alert))?.Words ?? "",
            "promised" => (promise ?? Promised(draft, alert)) is { } due ? Text.TimeOfDay(due.Due, draft.Playbook.Zone, draft.Now) : "",
            "chats" => chats == 1 ? "1 chat" : $"{chats} chats",
            "urgent" => urgent,
            _ => Field(draft, field, alert, since),
        });

    private static Promise? Promised(Draft draft, Alert? alert) => draft.Ticket.Promises.FirstOrDefault(promise => promise.Id == alert?.Episode);

    /// <summary>With fields of its own beside the ticket's.</summary>
    public static string Say(this Draft draft, string template, params (string Name, string Value)[] fields) =>
        Fill(draft.Playbook.Templates[template].Text, field => fields.FirstOrDefault(own => own.Name == field) is { Name: not null } given ? given.Value : Field(draft, field, null, null));

    public static string Fill(string text, Func<string, string> field)
    {
        var said = new System.Text.StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length;)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                said.Append(text[i++]);
            }
            else
            {
                said.Append(field(text[(i + 1)..end]));
                i = end + 1;
            }
        }

        return said.ToString();
    }

    private static string Field(Draft draft, string field, Alert? alert, Instant? since)
    {
        var ticket = draft.Ticket;
        var from = alert?.From ?? since ?? ticket.Waiting?.Since;
        return field switch
        {
            "client" => ticket.Client.Shown,
            "reason" => ticket.Escalation?.Reason ?? "",
            "estimate" => ticket.Escalation?.Estimate ?? "",
            "reference" => ticket.Reference ?? ticket.Id.Value,
            "category" => draft.Playbook.Categories?.Named(ticket.Category)?.Title ?? "",
            "priority" => draft.Playbook.Priorities?.Named(ticket.Priority)?.Title ?? "",
            "channel" => draft.Channel.Title,
            "title" => ticket.Title,
            "ticket" => ticket.Id.Value,
            "stage" => draft.Playbook.StageOf(ticket.Stage).Label,
            "agent" => draft.Signal.Facts.Owner?.Name ?? "nobody",
            "waited" => from is { } start ? Text.Of(draft.Now - start) : "",
            "limit" => ticket.Waiting is { } w ? Text.Of(Clock.For(draft.Playbook, ticket, w.Current).Rule) : "",
            "due" => FlightPlan.AnswerDue(draft.Playbook, ticket) is { } due ? Text.TimeOfDay(due, draft.Playbook.Zone, draft.Now) : "at once",
            "code" => alert?.Code ?? "",
            "why" => ticket.Classification is { Evidence: { Length: > 0 } words } ? string.Join(", ", words.Select(word => $"“{word}”")) : "",
            "department" => Department(draft)?.Title ?? "",
            "department-email" => Department(draft)?.Email ?? "",
            "source" => ticket.Source,
            "shift" => ticket.HandOver?.FromShift ?? Shifts.End(draft.Playbook, ticket)?.Shift.Name ?? "",
            "ends" => (ticket.HandOver?.Ends ?? Shifts.End(draft.Playbook, ticket)?.To) is { } ends ? Text.TimeOfDay(ends, draft.Playbook.Zone, draft.Now) : "",
            "note" => ticket.Routing?.Lead?.Words ?? "",
            "missing" => ticket.Emergency is { } emergency ? string.Join(" and ", emergency.Missing) : "",
            "sop" => draft.Playbook.Emergency?.Sop is { } sop && draft.Playbook.Links.FirstOrDefault(link => link.Name == sop.Link) is { } link
                ? $"{link.Title} ({link.Url ?? "the link has not been supplied"})"
                : "",
            _ => "",
        };
    }

    private static Department? Department(Draft draft) => draft.Playbook.Handoffs?.Departments.FirstOrDefault(department => department.Name == draft.Ticket.Handoff?.Department);
}
