using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Triage;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"Thanks!" after our answer (TS-C3): kept, and no clock starts. The agent's veto starts it from that message.</summary>
internal static class Closing
{
    private const int LongestEvidence = 80;

    /// <summary>True when the message was one, and has been dealt with.</summary>
    public static bool Wrote(Draft draft, Signal.MessageArrived signal)
    {
        if (draft.Playbook.ClosingWords is not { } rules || !IsOver(draft, signal) || !IsClosing(draft, rules, signal, out var classification))
        {
            return false;
        }

        var monitored = draft.Channel.Monitored.IsOpen(signal.At);
        draft.Happened(new MessageReceived(signal.Message, signal.Client, Automatic: false, monitored, CutFrom: null) { Closing = true, At = signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Happened(new Classified(classification) { At = signal.At, RecordedAt = draft.Now, Clause = classification.Clause });
        draft.Happened(new NothingOwed(signal.Message.Text.Trim(), monitored) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Note($"{signal.Client.Shown}: {signal.Message.Text}", draft.Channel.Clause);
        return true;
    }

    public static void Veto(Draft draft, Signal.StillOwed signal)
    {
        var clause = draft.Playbook.ClosingWords?.Clause ?? "intake";
        if (draft.Ticket.Thanks is null)
        {
            draft.Refuse(clause, "The client's last message was not taken as the end, or has been answered since.", "Nothing to do: when a client waits, the ticket says so.");
            return;
        }

        if (!draft.Ticket.IsOpen)
        {
            draft.Happened(new Reopened(draft.Ticket.Generation + 1, draft.Playbook.FirstStage.Name) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.ReopenClause });
        }

        draft.Happened(new StillOwed(signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
    }

    /// <summary>The veto, while the client's "thanks" stands as the last word.</summary>
    public static ImmutableArray<SlackButton> Buttons(Draft draft) => draft.Ticket.Thanks is null ? [] : [new(SlackActions.StillOwed, "Still owed")];

    /// <summary>We have answered, asked nothing, and nobody waits.</summary>
    private static bool IsOver(Draft draft, Signal.MessageArrived signal) =>
        !signal.Automatic && draft.Ticket is { Exists: true, Waiting: null, AskedClient: false, HasEmergencyAlert: false, TouchedAt: { } answered } && answered <= signal.At;

    private static bool IsClosing(Draft draft, ClosingWords rules, Signal.MessageArrived signal, out Classification classification)
    {
        var text = signal.Message.Text;
        classification = null!;
        if (text.Length > LongestEvidence || text.Contains('?', StringComparison.Ordinal) || !rules.Phrases.IsAll(text, [.. rules.Beside, .. Names(draft, signal)]))
        {
            return false;
        }

        classification = Triage.Triage.Classify(draft.Playbook.Triage, draft.Channel.Kind, text, signal.At.InZone(draft.Playbook.Zone));
        return classification.Urgency == Urgency.NonUrgent;
    }

    // "Thanks Ben! Jane"
    private static string[] Names(Draft draft, Signal.MessageArrived signal) =>
        [.. new[] { draft.Ticket.LastAgent, draft.Signal.Facts.Owner?.Name, draft.Ticket.Client.Name, signal.Client.Name }.OfType<string>()];
}
