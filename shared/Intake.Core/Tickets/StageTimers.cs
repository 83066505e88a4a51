using System.Collections.Immutable;
using Intake.Clocks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Time has passed in a stage: follow-ups, closing by itself, the nag to close; and the client's answer that was awaited.</summary>
internal static class StageTimers
{
    public static void FollowUp(Draft draft)
    {
        var stage = draft.Playbook.StageOf(draft.Ticket.Stage);
        var (rule, visit) = (stage.FollowUp!, draft.Ticket.Visit!);
        var task = draft.Ticket.Tasks.FirstOrDefault(task => task.Id == visit.Task)?.Text ?? "";
        var text = draft.Say(
            rule.Template, ("waited", Text.Of(draft.Now - visit.Since)), ("party", visit.Party?.Name ?? ""), ("teammate", visit.Tagged?.Name ?? "nobody"), ("task", task));
        draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? rule.Room, text, null, Page: false, Buttons(draft)) { Clause = rule.Clause, Mention = visit.Tagged?.Slack });
    }

    public static void CloseByItself(Draft draft, PlannedTimer timer)
    {
        var rule = draft.Playbook.StageOf(draft.Ticket.Stage).ClosesAfter!;
        var to = draft.Playbook.ClosedStage;
        var note = draft.Say(rule.Note, ("note", string.Join("; ", draft.Ticket.Tasks.Where(task => task.HandedTo is not null).Select(task => $"{task.HandedTo}: {task.Text}"))));
        var open = MoveRules.Open(draft, to).ToList();
        var first = draft.Ticket.Visit!.LastCloseTry is null;
        draft.Happened(new TimerFired(timer.Kind, timer.Episode, timer.Due, Timers.Late(draft, timer)) { At = timer.Due, RecordedAt = draft.Now, Clause = timer.Clause });
        if (open.Count == 0)
        {
            Tags.Add(draft, rule.Tags, "intake", rule.Clause);
            Pipeline.Go(draft, to, new Signal.StageMoved("intake", to.Name, note) { Id = draft.Signal.Id, At = draft.Now, ReceivedAt = draft.Now }, clause: rule.Clause);
        }
        else if (first)
        {
            Pipeline.TellOwner(draft, rule.Room, rule.Blocked, rule.Clause, ("missing", string.Join(" ", open.Select(lack => lack.Missing))), ("remedy", string.Join(" ", open.Select(lack => lack.Remedy).Distinct())));
        }
    }

    public static void NagToClose(Draft draft)
    {
        var rule = draft.Playbook.ClosedStage.Promptly!;
        var text = draft.Say(rule.Template, ("waited", Text.Of(draft.Now - draft.Ticket.FinalSince!.Value)));
        draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? rule.Room, text, null, Page: false, Buttons(draft)) { Clause = rule.Clause });
    }

    /// <summary>Under what asks the agent to go on with a ticket: that the matter is handled, or that "thanks" was not its end.</summary>
    public static ImmutableArray<SlackButton> Buttons(Draft draft) => [.. Reminders.Buttons(draft), .. Closing.Buttons(draft)];

    /// <summary>The client on whom we waited has written, were it only “thanks, works for us”: the ticket is to be moved (TS-P3), said once.</summary>
    public static void PromptMove(Draft draft, Signal.MessageArrived message)
    {
        if (!message.Automatic && draft.Ticket is { IsOpen: true, Visit: { Party.IsClient: true, Prompted: false } } && draft.Playbook.StageOf(draft.Ticket.Stage).WaitsOn is { } rule)
        {
            draft.Happened(new MovePrompted { At = message.At, RecordedAt = draft.Now, Clause = rule.Clause });
            Pipeline.TellOwner(draft, rule.Room, rule.Template, rule.Clause);
        }
    }
}
