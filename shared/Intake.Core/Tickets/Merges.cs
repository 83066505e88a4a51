using System.Collections.Immutable;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// Conversations of one client become one (ER-8). The one that is merged is closed and remembers what it was; what its client writes goes on in the other,
/// which waits in its stead. Taken back within the time allowed, both are as before.
/// </summary>
public static class Merges
{
    private const int LongestQuote = 2_000;
    private const int MostQuotes = 20;

    /// <summary>How the other's requests are marked, so that they go when it does.</summary>
    public static string Agent(TicketId from) => $"merge:{from}";

    /// <summary>True when the signal is not for this ticket any more.</summary>
    internal static bool GoesOn(Draft draft, Signal signal)
    {
        if (draft.Ticket.MergedInto is not { } into)
        {
            return false;
        }

        switch (signal)
        {
            case Signal.MessageArrived or Signal.CallMissed or Signal.CallAnswered or Signal.CallMade or Signal.MergedIn or Signal.MergeUndone or Signal.ReplySeen:
                draft.Succeed(into);
                return true;
            case Signal.StageMoved { SeenIn: not null } or Signal.OwnerChanged { SeenIn: not null }:
                draft.Happened(new SeenElsewhere("hubspot", "changed after it was merged") { At = signal.At, RecordedAt = draft.Now, Clause = Clause(draft) });
                draft.MirrorContent = "";
                return true;
            case Signal.UnmergeRequested or Signal.ClockRang or Signal.EffectSettled or Signal.DeliveryReported or Signal.SeenElsewhere or Signal.Followed
                or Signal.DriftFound or Signal.NoteWritten or Signal.PlaybookChanged or Signal.AccountLookedUp:
                return false;
            default:
                draft.Refuse(Clause(draft), $"This conversation was merged into {into}.", $"Work on {into}, or take the merge back: POST /api/tickets/{draft.Ticket.Id}/unmerge.");
                return true;
        }
    }

    /// <summary>Says that the same client has another open conversation; merging is the agent's to decide.</summary>
    internal static void Offer(Draft draft)
    {
        if (draft.Playbook.Merge is { } rules && draft.Signal.Facts.Similar is { IsOpen: true, Draft: false } other && other.Id != draft.Ticket.Id && draft.Ticket.IsOpen)
        {
            draft.Happened(new SimilarFound(other.Id) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            draft.Note($"Also open for this client: “{other.Title}” (ticket {other.Id}). If it is one matter, merge them: POST /api/tickets/{draft.Ticket.Id}/merge.", rules.Clause);
        }
    }

    internal static void Merge(Draft draft, Signal.MergeRequested signal)
    {
        if (WhyNot(draft, signal) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
            return;
        }

        var (ticket, clause) = (draft.Ticket, Clause(draft));
        ImmutableArray<Said> said = [.. signal.Facts.Messages.Where(message => !message.Automatic).Select(message => new Said(message.At, message.Message.Text))];
        draft.Happened(new Merged(signal.Into, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Happened(new StageChanged(ticket.Stage, draft.Playbook.ClosedStage.Name, signal.Agent, SeenIn: null, Note: null) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Happened(new Closed(signal.Agent, $"Merged into {signal.Into}.") { At = signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"{signal.Agent} merged this conversation into “{signal.Facts.Other!.Title}” (ticket {signal.Into}).", clause);
        var news = new Signal.MergedIn(ticket.Id, signal.Agent, ticket.Title, said, ticket.Waiting?.Since, ticket.Waiting is null ? null : ticket.Classification) { Open = [.. ticket.Tasks.Where(task => task.HandedTo is null)] };
        draft.Do(new Effect.Tell(signal.Into, Told(draft, news)) { Clause = clause });
    }

    internal static void Undo(Draft draft, Signal.UnmergeRequested signal)
    {
        var clause = Clause(draft);
        if (draft.Ticket.Merge is not { } merge || draft.Playbook.Merge is not { } rules)
        {
            draft.Refuse(clause, "This conversation was not merged into another.", "Nothing to do.");
        }
        else if (draft.Now - merge.At > rules.UndoWithin)
        {
            draft.Refuse(clause, $"It was merged more than {Clocks.Text.Of(rules.UndoWithin)} ago.", $"Go on in {merge.Into}.");
        }
        else
        {
            draft.Happened(new Reopened(draft.Ticket.Generation + 1, merge.Before.Stage) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
            draft.Happened(new Unmerged(merge.Into, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
            draft.Note($"{signal.Agent} took the merge into {merge.Into} back.", clause);
            draft.Do(new Effect.Tell(merge.Into, Told(draft, new Signal.MergeUndone(draft.Ticket.Id, signal.Agent))) { Clause = clause });
        }
    }

    /// <summary>Another conversation is part of this one now: its client waits here, its requests are ours, its words are on the ticket.</summary>
    internal static void In(Draft draft, Signal.MergedIn signal)
    {
        var clause = Clause(draft);
        if (!draft.Ticket.IsOpen && signal.WaitsSince is not null)
        {
            draft.Happened(new Reopened(draft.Ticket.Generation + 1, draft.Playbook.FirstStage.Name) { At = draft.Now, RecordedAt = draft.Now, Clause = clause });
        }

        draft.Happened(new TicketEvent.MergedIn(signal.From, signal.Agent, signal.Title, signal.WaitsSince) { At = signal.At, RecordedAt = draft.Now, Clause = clause });
        if (signal.Classification is { } classification)
        {
            FromClient.Classify(draft, classification);
        }

        foreach (var said in signal.Said)
        {
            if (signal.Open is null)
            {
                Requests.Hear(draft, said.Text, Agent(signal.From));
            }

            Checks.Hear(draft, said.Text);
        }

        // What was done there is not asked for again.
        foreach (var task in (signal.Open ?? []).Where(task => task.Request is null || draft.Ticket.Tasks.All(known => known.Request != task.Request)))
        {
            Tasks.Add(draft, task with { Id = Tasks.NextId(draft), Agent = Agent(signal.From) }, ofStage: false);
        }

        draft.Note($"{signal.Agent} merged “{signal.Title}” (ticket {signal.From}) into this conversation.", clause);
        foreach (var said in signal.Said.TakeLast(MostQuotes))
        {
            draft.Note($"From {signal.From}: {(said.Text.Length > LongestQuote ? said.Text[..LongestQuote] + "…" : said.Text)}", clause);
        }
    }

    internal static void Out(Draft draft, Signal.MergeUndone signal)
    {
        if (draft.Ticket.MergedIn.Any(merged => merged.From == signal.From))
        {
            draft.Happened(new TicketEvent.MergeUndone(signal.From, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = Clause(draft) });
            draft.Note($"{signal.Agent} took the merge of ticket {signal.From} back: it is a conversation of its own again.", Clause(draft));
        }
    }

    private static Refusal? WhyNot(Draft draft, Signal.MergeRequested signal)
    {
        var clause = Clause(draft);
        return (draft.Playbook.Merge, signal.Facts.Other) switch
        {
            (null, _) => new Refusal(clause, "This playbook merges no conversations.", "Work on both."),
            _ when draft.Ticket is not { IsOpen: true, Draft: false } => new Refusal(clause, "Only an open ticket is merged.", "Nothing to do."),
            _ when signal.Into == draft.Ticket.Id => new Refusal(clause, "A conversation is not merged into itself.", "Name the other one in “into”."),
            (_, null) => new Refusal(clause, $"There is no ticket {signal.Into}.", $"Similar ones are listed with GET /api/tickets/{draft.Ticket.Id}/similar."),
            (_, { MergedInto: { } into }) => new Refusal(clause, $"{signal.Into} was merged into {into} itself.", into == draft.Ticket.Id ? "Nothing to do: they are one." : $"Merge into {into}."),
            (_, { IsOpen: false } or { Draft: true }) => new Refusal(clause, $"{signal.Into} is not an open ticket.", "Merge the other way round, or open it first."),
            (_, { } other) when other.Playbook != draft.Ticket.Playbook => new Refusal(clause, $"{signal.Into} belongs to another team ({other.Playbook}).", "Work on both."),
            (_, { } other) when !signal.Confirm && !IsSameClient(draft.Playbook, draft.Ticket, other) => new Refusal(clause, "Nothing says that both are one client's.", "If you know that they are, send it again with “confirm”: true."),
            _ => null,
        };
    }

    /// <summary>The same account, where both are known; else the same mailbox or number.</summary>
    public static bool IsSameClient(Playbooks.Playbook playbook, Ticket one, Ticket other)
    {
        if (one.Identity?.Account is { } account && other.Identity?.Account is { } others)
        {
            return account == others;
        }

        return Key(playbook, one.Client) is { } key && key == Key(playbook, other.Client);
    }

    /// <summary>What two conversations of one client have in common: the mailbox, else the number or id.</summary>
    public static string? Key(Playbooks.Playbook playbook, Client client) =>
        client.Email is { } email ? playbook.Identity?.Canonical(email) ?? email.Trim().ToLowerInvariant() : client.Phone ?? client.Address?.ToLowerInvariant();

    private static Signal Told(Draft draft, Signal signal) => signal with { Id = $"merge:{draft.Ticket.Id}", At = draft.Signal.At, ReceivedAt = draft.Now };

    private static string Clause(Draft draft) => draft.Playbook.Merge?.Clause ?? "intake";
}
