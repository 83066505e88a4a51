using Intake.Connectors;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>What somebody typed after /intake.</summary>
internal abstract record Typed
{
    private Typed()
    {
    }

    /// <summary>Nothing is done; the person is told how it is meant.</summary>
    public sealed record Answer(string Text) : Typed;

    public sealed record NewTicket(Signal Signal, string Said) : Typed;

    public sealed record OnTicket(TicketId Ticket, Signal Signal, string Said) : Typed;
}

/// <summary>Reads a slash command: "lux Smith | taxi missing at the hut", "situation t1 | …". Parts are parted by bars.</summary>
internal static class SlashCommands
{
    private const string Answered = "answered";

    public static Typed Read(IReadOnlyList<Playbook> playbooks, Person by, string text)
    {
        var (verb, rest) = Split(text.Trim());
        var parts = rest.Split('|', StringSplitOptions.TrimEntries);
        foreach (var playbook in playbooks)
        {
            if (playbook.ByHand?.Sources.FirstOrDefault(source => source.Name.Equals(verb, StringComparison.OrdinalIgnoreCase)) is { } source)
            {
                return Capture(playbook, source, by, parts);
            }
        }

        return OnTicket(playbooks, by, verb.ToLowerInvariant(), parts);
    }

    private static Typed Capture(Playbook playbook, CaptureSource source, Person by, string[] parts)
    {
        var answered = parts is [_, .., var last] && last.Equals(Answered, StringComparison.OrdinalIgnoreCase);
        var said = answered ? parts[..^1] : parts;
        var number = said.Length > 2 ? PhoneNumbers.Normalise(said[1]) : null;
        var words = string.Join(" | ", said.Skip(number is null ? 1 : 2)).Trim();
        if (said[0].Length == 0 || words.Length == 0)
        {
            return new Typed.Answer($"Who is it, and what is the matter? Write: /intake {source.Name} Smith | taxi missing at the hut\n{Usage([playbook])}");
        }

        var signal = new Signal.TicketRequested(source.Channel, new Client(said[0], number, number), words, words, Title: null, by.Id, Urgency: null, source.Source, Waits: source.Waits && !answered)
        {
            Facts = Facts.None with { Playbook = playbook.Name },
        };
        return new Typed.NewTicket(signal, signal.Waits ? "Made, yours, and the clock runs:" : "Made and yours:");
    }

    private static Typed OnTicket(IReadOnlyList<Playbook> playbooks, Person by, string verb, string[] parts)
    {
        var text = parts.Length > 1 ? string.Join(" | ", parts.Skip(1)) : "";
        (Signal? Signal, string Said, string Example) order = verb switch
        {
            "situation" => (text.Length > 0 ? new Signal.EmergencyRecorded(by.Id, Situation: text) : null, "Situation recorded:", "situation TICKET | fell, conscious"),
            "location" => (text.Length > 0 ? new Signal.EmergencyRecorded(by.Id, Location: text) : null, "Location recorded:", "location TICKET | hut above Grindelwald"),
            "responders" => (new Signal.EmergencyRecorded(by.Id, RespondersTookOver: true), "Responders took over:", "responders TICKET"),
            "followed" => (new Signal.EmergencyRecorded(by.Id, ConfirmSop: true), "The linked SOP was followed:", "followed TICKET"),
            "title" => (new Signal.TitleSet(by.Id, text.Length > 0 ? text : null), "Title confirmed:", "title TICKET | Smith - Issue with taxi, 15th"),
            "handled" => (new Signal.MatterHandled(by.Id, text.Length > 0 ? text : null), "Handled; a reminder that is due follows the help:", "handled TICKET"),
            "still-owed" => (new Signal.StillOwed(by.Id), "The clock runs from the client's last message:", "still-owed TICKET"),
            "dismiss" => (text.Length > 0 ? new Signal.DraftDismissed(by.Id, parts[1], parts.ElementAtOrDefault(2)?.ToLowerInvariant()) : null, "Dismissed:", "dismiss TICKET | thanks"),
            _ => (null, "", ""),
        };
        return order switch
        {
            { Example: "" } => new Typed.Answer(Usage(playbooks)),
            { Signal: { } signal } when TicketId.TryParse(parts[0].ToLowerInvariant(), out var ticket) => new Typed.OnTicket(ticket, signal, order.Said),
            _ => new Typed.Answer($"Write: /intake {order.Example}"),
        };
    }

    private static string Usage(IReadOnlyList<Playbook> playbooks) => string.Join('\n', playbooks.SelectMany(Usage).Distinct());

    private static IEnumerable<string> Usage(Playbook playbook)
    {
        var lines = playbook.ByHand is not { } rules ? [] : rules.Sources.Select(source => $"/intake {source.Name} CLIENT | WHAT IS THE MATTER   ({source.Source}{(source.Waits ? "; add “| answered” when the client has an answer" : "")})")
            .Append("/intake dismiss TICKET | REASON   (" + string.Join(", ", rules.Drafts?.Dismissals.Select(dismissal => dismissal.NamesTicket ? $"{dismissal.Reason} | TICKET" : dismissal.Reason) ?? []) + ")");
        lines = lines.Append("/intake title TICKET | Smith - Issue with taxi, 15th   (without a title: the proposed one is right)");
        lines = lines.Append("/intake handled TICKET | …   (the matter is dealt with), still-owed TICKET   (the client's “thanks” was not the end)");
        var emergency = playbook.Emergency is null ? [] : new[] { "/intake situation TICKET | …, location TICKET | …, responders TICKET, followed TICKET   (emergencies)" };
        return lines.Concat(emergency).Append(playbook.ByHand?.Required).OfType<string>();
    }

    private static (string Verb, string Words) Split(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }
}
