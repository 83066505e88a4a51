using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Triage;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What clients do: write and call. Opens, reopens or succeeds a ticket, classifies, and starts the client's waiting.</summary>
internal static class FromClient
{
    private const int LongestText = 200_000;
    private const int LongestContent = 20_000;

    public static void Wrote(Draft draft, Signal.MessageArrived signal)
    {
        if (Resolutions.Answered(draft, signal) || Closing.Wrote(draft, signal) || !Receive(draft, signal.Channel, signal.Client, signal.Source, signal.Message.Text, signal.Automatic))
        {
            return;
        }

        var monitored = draft.Channel.Monitored.IsOpen(signal.At);
        var live = draft.Ticket.Live && draft.Channel.Live is not null;
        // Only the first message's subject is news: the others carry it as "Re:".
        var words = draft.Ticket.LastMessageId is null && signal.Message.Subject is { Length: > 0 } subject ? $"{subject}. {signal.Message.Text}" : signal.Message.Text;
        var (message, cutFrom) = Cut(signal.Message);
        draft.Happened(new MessageReceived(message, signal.Client, signal.Automatic, monitored, cutFrom) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Note($"{signal.Client.Shown}: {message.Text}", draft.Channel.Clause);
        if (signal.Automatic)
        {
            return;
        }

        Classify(draft, Categories.Sort(draft, words, Judge(draft, words)));
        Receipts.Confirm(draft);
        Requests.Hear(draft, words);
        Checks.Hear(draft, words);
        Identities.Hear(draft);
        Merges.Offer(draft);
        if (!monitored && !live)
        {
            AutoReply(draft);
        }
    }

    /// <summary>An agent tells what a client said elsewhere, and the client has no answer yet: the clock starts now (TS-D1, T2).</summary>
    public static void Told(Draft draft, Signal.TicketRequested signal)
    {
        draft.Happened(new MessageReceived(new Message(signal.Id, "told", signal.Summary), signal.Client, Automatic: false, draft.Channel.Monitored.IsOpen(signal.At), CutFrom: null)
        {
            At = signal.At,
            RecordedAt = draft.Now,
            Clause = draft.Channel.Clause,
        });
        Classify(draft, Categories.Sort(draft, signal.Summary, Judge(draft, signal.Summary)));
        Requests.Hear(draft, signal.Summary);
        Checks.Hear(draft, signal.Summary);
    }

    public static void Called(Draft draft, Signal.CallMissed signal)
    {
        if (!Receive(draft, signal.Channel, signal.Client, signal.Source, "Missed call", automatic: false))
        {
            return;
        }

        var again = draft.Ticket.Waiting is not null;
        draft.Happened(new CallMissed(signal.Client) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Note($"Missed call from {signal.Client.Shown}.", draft.Channel.Clause);
        Classify(draft, Categories.Sort(draft, "", Judge(draft, "")));
        Evidence.IfNobodyIsFree(draft);
        if (!again)
        {
            SettingAside.Offer(draft);
        }
    }

    public static void Reached(Draft draft, Signal.CallAnswered signal)
    {
        if (!Receive(draft, signal.Channel, signal.Client, signal.Source, "Call", automatic: false))
        {
            return;
        }

        Classify(draft, Categories.Sort(draft, "", Judge(draft, "")));
        draft.Happened(new CallAnswered(signal.Client, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Note($"Call from {signal.Client.Shown} answered.", draft.Channel.Clause);
        SettingAside.Offer(draft);
    }

    public static void Adopted(Draft draft, Signal.TicketAdopted signal)
    {
        Open(draft, signal.Channel, signal.Client, "HubSpot", signal.Subject, owner: null, byHand: false, signal.HubSpotId);
        var text = signal.Content.Length > 0 ? signal.Content : signal.Subject;
        var (message, cutFrom) = Cut(new Message($"hubspot:{signal.HubSpotId}", "ticket", text.Length > 0 ? text : "[no text]", signal.Subject));
        draft.Happened(new MessageReceived(message, signal.Client, Automatic: false, draft.Channel.Monitored.IsOpen(signal.At), cutFrom)
        {
            At = signal.At,
            RecordedAt = draft.Now,
            Clause = draft.Channel.Clause,
        });
        Classify(draft, Categories.Sort(draft, text, Judge(draft, text)));
        Requests.Hear(draft, text);
        Checks.Hear(draft, text);
    }

    /// <summary>What an agent wrote of an inquiry sorts it as the client's own words would.</summary>
    public static void Sort(Draft draft, string text)
    {
        if (draft.Playbook.Categories is not null)
        {
            Classify(draft, Categories.Sort(draft, text, Judge(draft, text)));
        }
    }

    /// <summary>Makes sure there is an open ticket to put it on; false when it belongs to a successor instead.</summary>
    private static bool Receive(Draft draft, string channel, Client client, string source, string text, bool automatic)
    {
        var ticket = draft.Ticket;
        if (!ticket.Exists)
        {
            Open(draft, channel, client, source, text, owner: null, draft.Playbook.Channels[channel].ByHand, hubSpotId: null);
        }
        else if (ticket is { ClosedAt: not null, BelongsTo: { } other } && !automatic)
        {
            draft.Succeed(other);
            return false;
        }
        else if (ticket.ClosedAt is { } closed && !automatic)
        {
            if (draft.Signal.At - closed > draft.Playbook.ReopenWithin)
            {
                draft.Succeed(ticket.SucceededBy ?? Successor(ticket));
                return false;
            }

            draft.Happened(new Reopened(ticket.Generation + 1, draft.Playbook.FirstStage.Name) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.ReopenClause });
        }

        return true;
    }

    public static void Open(Draft draft, string channel, Client client, string source, string text, string? owner, bool byHand, string? hubSpotId)
    {
        var playbook = draft.Playbook;
        draft.Happened(new Opened(
            draft.Ticket.Id, playbook.Name, playbook.Version, channel, client, source,
            Titles.Propose(playbook, client, text, draft.Signal.At, named: owner is null), playbook.FirstStage.Name, owner, byHand, hubSpotId, draft.Signal.Facts.Follows)
        {
            At = draft.Signal.At,
            RecordedAt = draft.Now,
            Clause = playbook.Channels[channel].Clause,
        });
        if (draft.Signal.Facts.Reference is { } reference)
        {
            draft.Happened(new Referenced(reference) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = playbook.References?.Clause ?? "intake" });
        }

        draft.MirrorContent = text.Length > LongestContent ? text[..LongestContent] : text;
        if (draft.Signal.Facts.Follows is { } earlier)
        {
            draft.Do(new Effect.Tell(earlier, new Signal.Followed(draft.Ticket.Id) { Id = $"followed:{draft.Ticket.Id}", At = draft.Signal.At, ReceivedAt = draft.Now }) { Clause = playbook.ReopenClause });
        }
    }

    private static Classification Judge(Draft draft, string text)
    {
        var at = draft.Signal.At.InZone(draft.Playbook.Zone);
        return draft.Ticket.Urgency < draft.Channel.Starts
            ? Triage.Triage.Judge(draft.Playbook.Triage, draft.Channel, text, at)
            : Triage.Triage.Classify(draft.Playbook.Triage, draft.Channel.Kind, text, at);
    }

    /// <summary>The class is noted, and what an emergency asks begins.</summary>
    public static void Classify(Draft draft, Classification classification)
    {
        var before = draft.Ticket.Emergency?.Episode;
        draft.Happened(new Classified(classification) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = classification.Clause });
        if (draft.Ticket.Emergency is { } emergency && emergency.Episode != before)
        {
            Emergencies.Begin(draft);
        }
        else
        {
            Emergencies.Question(draft, classification);
        }
    }

    /// <summary>Once per conversation and closed window (TS-C1).</summary>
    private static void AutoReply(Draft draft)
    {
        if (draft.Channel.AutoReply is not { } rule || draft.Channel.Monitored.ClosedAt(draft.Signal.At) is not { } window)
        {
            return;
        }

        var start = window.HasStart ? window.Start : Instant.MinValue;
        if (draft.Ticket.AutoRepliedWindow != start)
        {
            var effect = draft.SendToClient(draft.Say(rule.Template), rule.Template, rule.Clause, automatic: true, notAfter: window.HasEnd ? window.End : null);
            draft.Happened(new AutoReplied(start, rule.Template, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
        }
    }

    /// <summary>The same on every redelivery, so that a crash on the way to it heals.</summary>
    private static TicketId Successor(Ticket ticket)
    {
        var stem = ticket.Id.Value;
        var n = stem.LastIndexOf('n') is > 0 and var at && int.TryParse(stem.AsSpan(at + 1), out var number) ? (stem[..at], number + 1) : (stem, 2);
        return new TicketId($"{n.Item1}n{n.Item2}");
    }

    private static (Message Message, int? CutFrom) Cut(Message message) => message.Text.Length <= LongestText
        ? (message, null)
        : (message with { Text = message.Text[..(char.IsHighSurrogate(message.Text[LongestText - 1]) ? LongestText - 1 : LongestText)] }, message.Text.Length);
}
