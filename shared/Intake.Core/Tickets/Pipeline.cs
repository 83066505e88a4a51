using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Moves between stages (TS-P1 to P9): the note each asks for, and what a close needs.</summary>
internal static class Pipeline
{
    public static void Move(Draft draft, Signal.StageMoved move)
    {
        var stages = draft.Playbook.Stages;
        if (stages.FirstOrDefault(stage => stage.Name == move.Stage) is not { } to)
        {
            draft.Refuse("intake", $"“{move.Stage}” is not a stage.", $"Use one of {string.Join(", ", stages.Select(stage => stage.Name))}.");
            return;
        }

        if (draft.Ticket.Stage == to.Name)
        {
            return;
        }

        if (move.SeenIn is null && Missing(draft, to, move.Note) is { } missing)
        {
            draft.Refuse(missing.Clause, missing.Why, missing.Remedy);
            return;
        }

        if (move.SeenIn is { } where && to.Closed && draft.Ticket.LastClientAt > move.At)
        {
            // News of a close that comes late: the client has written since, so it stays open, and HubSpot is told so.
            draft.Happened(new SeenElsewhere(where, "closed before the client's last message") { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
            draft.MirrorContent = "";
            return;
        }

        draft.SeenInHubSpot = move.SeenIn is not null;
        if (draft.Ticket.ClosedAt is not null && !to.Closed)
        {
            draft.Happened(new Reopened(draft.Ticket.Generation + 1, draft.Ticket.Stage) { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
        }

        draft.Happened(new StageChanged(draft.Ticket.Stage, to.Name, move.Agent, move.SeenIn) { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
        if (move.Note is { } note)
        {
            FromAgent.AddNote(draft, move.Agent, note, to.Clause);
        }

        if (to.Closed)
        {
            Close(draft, to, move);
        }
    }

    private static Refusal? Missing(Draft draft, Stage to, string? note)
    {
        if (to.Note is { } form && (string.IsNullOrWhiteSpace(note) || (form.StartsWith is { } start && !Begins(note, start))))
        {
            return new Refusal(form.Clause, $"A move to {to.Label} needs its note.", $"Write it like this: “{form.Example}”");
        }

        if (to.Closed && Emergencies.Unfinished(draft) is { } unfinished)
        {
            return unfinished;
        }

        return to.Closed && draft.Signal.Facts.Unsent is [_, ..] unsent
            ? new Refusal(to.Clause, $"Not everything has been sent: {string.Join("; ", unsent)}.", "Wait until it is delivered; a parked one is sent again with POST /api/tickets/{id}/effects/{effect}/replay or given up with …/give-up. Then close.")
            : null;
    }

    /// <summary>A hyphen for the dash and a different case are fine; something must follow.</summary>
    private static bool Begins(string note, string start)
    {
        static string Plain(string text) => text.Replace('–', '-').Replace('—', '-').Trim();
        var (given, asked) = (Plain(note), Plain(start));
        return given.StartsWith(asked, StringComparison.OrdinalIgnoreCase) && given.Length > asked.Length;
    }

    private static void Close(Draft draft, Stage to, Signal.StageMoved move)
    {
        Reminders.Send(draft);
        draft.Happened(new Closed(move.Agent, move.Note ?? "") { At = move.At, RecordedAt = draft.Now, Clause = to.Clause });
    }
}
