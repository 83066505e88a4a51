using System.Text;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Reporting;

/// <summary>
/// Every interaction with a client as one row of a spreadsheet (CC-2, CC-9): when, who, what about, how. Never what was written; and nothing in it can
/// be taken for a formula.
/// </summary>
public static class InteractionLog
{
    private static readonly string[] Columns = ["date", "time", "reference", "ticket", "client", "channel", "issue type", "priority", "direction", "interaction", "by", "status"];

    /// <summary>CSV as RFC 4180 has it, with a heading; the oldest first.</summary>
    public static string Csv(Playbook playbook, IEnumerable<TicketStory> stories, Instant from, Instant to)
    {
        var csv = new StringBuilder();
        Line(csv, Columns);
        foreach (var (ticket, e, direction, what, by) in Rows(stories).Where(row => from <= row.Event.At && row.Event.At < to).OrderBy(row => row.Event.At).ThenBy(row => row.Ticket.Id.Value, StringComparer.Ordinal))
        {
            var local = e.At.InZone(playbook.Zone).LocalDateTime;
            Line(csv, local.Date.ToString("uuuu-MM-dd", null), local.TimeOfDay.ToString("HH:mm:ss", null), ticket.Reference, ticket.Id.Value, ticket.Client.Name,
                playbook.Channels.GetValueOrDefault(ticket.Channel)?.Title ?? ticket.Channel, playbook.Categories?.Named(ticket.Category)?.Title ?? ticket.Category,
                playbook.Priorities?.Named(ticket.Priority)?.Title ?? ticket.Priority, direction, what, by, playbook.Stages.FirstOrDefault(stage => stage.Name == ticket.Stage)?.Label ?? ticket.Stage);
        }

        return csv.ToString();
    }

    private static IEnumerable<(Ticket Ticket, TicketEvent Event, string Direction, string What, string? By)> Rows(IEnumerable<TicketStory> stories) =>
        from story in stories
        where !story.Ticket.Draft
        from e in story.Events
        let row = Row(e)
        where row is not null
        select (story.Ticket, e, row.Value.Direction, row.Value.What, row.Value.By);

    /// <summary>Null: no interaction with a client.</summary>
    private static (string Direction, string What, string? By)? Row(TicketEvent e) => e switch
    {
        MessageReceived { Automatic: true } => ("in", "automatic message", null),
        MessageReceived => ("in", "message", null),
        CallMissed => ("in", "missed call", null),
        CallAnswered call => ("in", "call", call.Agent),
        CallMade call => ("out", "call", call.Agent),
        Replied replied => ("out", replied.Template is { } template ? $"message ({template})" : "message", replied.Agent ?? "Intake"),
        AutoReplied replied => ("out", $"message ({replied.Template})", "Intake"),
        Reminded reminded => ("out", $"message ({reminded.Template})", "Intake"),
        ReceiptConfirmed => ("out", "receipt confirmed", "Intake"),
        SatisfactionAsked => ("out", "satisfaction asked", "Intake"),
        SatisfactionAnswered said => ("in", $"{(said.Content ? "satisfied" : "not satisfied")}{(said.Score is { } score ? $", {score}" : "")}", null),
        _ => null,
    };

    private static void Line(StringBuilder csv, params string?[] cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string? text)
    {
        var cell = (text ?? "").ReplaceLineEndings(" ").Replace('\0', ' ');

        // Whatever a spreadsheet may take for a formula, also behind blanks, begins with an apostrophe: it is then only text.
        if (cell.TrimStart() is [var first, ..] && "=+-@\t|%＝＋－＠".Contains(first, StringComparison.Ordinal))
        {
            cell = $"'{cell}";
        }

        return cell.AsSpan().IndexOfAny(",\"\t") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
