using System.Collections.Immutable;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Plans that have yet to happen (TS-P5): asked about when their time has come, then closed, invoiced, or taken up again.</summary>
internal static class Executions
{
    public static void Plan(Draft draft, ExecutesRule rule, SpokenTime time, Signal.StageMoved move)
    {
        var (shifts, zone) = (draft.Playbook.Shifts, draft.Playbook.Zone);
        var later = Rota.Shift(shifts, zone, time.At) != Rota.Shift(shifts, zone, draft.Now);
        var execution = new Execution($"x{draft.Ticket.Sequence + 1}", time.At, time.DateOnly, time.Words, time.Doubt, later, move.Invoice, move.Agent);
        draft.Happened(new ExecutionPlanned(execution) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
    }

    public static void Ask(Draft draft, PlannedTimer timer)
    {
        var (rule, execution) = (draft.Playbook.StageOf(draft.Ticket.Stage).Executes!, draft.Ticket.Execution!);
        var facts = draft.Signal.Facts;
        var room = facts.OnCall.GetValueOrDefault(rule.Role, []).FirstOrDefault(person => person.Slack is not null)?.Slack ?? facts.Owner?.Slack ?? rule.Room;
        var text = draft.Say(rule.Template, ("at", At(draft, execution)));
        ImmutableArray<SlackButton> buttons = [new(SlackActions.ExecutionDone, "Done"), new(SlackActions.ExecutionFailed, "Failed")];
        var effect = draft.Do(new Effect.PostToSlack(room, text, execution.Id, Page: false, buttons) { Clause = rule.Clause });
        draft.Happened(new ExecutionAsked(new AlertPost(effect, room, text)) { At = timer.Due, RecordedAt = draft.Now, Clause = rule.Clause });
    }

    public static void Report(Draft draft, Signal.ExecutionReported signal)
    {
        if (draft.Ticket.Execution is not { Done: null } execution || (signal.Execution is { } asked && asked != execution.Id) || draft.Playbook.StageOf(draft.Ticket.Stage).Executes is not { } rule)
        {
            draft.Refuse("intake", "No plan on this ticket waits to be carried out.", "Move it to the stage for finished plans first, with its time.");
            return;
        }

        draft.Happened(new ExecutionReported(signal.Agent, signal.Done, signal.Note) { At = signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
        foreach (var post in execution.Posts.Where(post => post.Receipt is not null))
        {
            draft.Do(new Effect.UpdateSlack(post.Effect, post.Room, post.Receipt!, $"{post.Text}\n✓ {signal.Agent}: {(signal.Done ? "done" : "failed")}.") { Clause = rule.Clause });
        }

        if (signal.Done)
        {
            draft.Happened(new FinalConditionMet("the plan was carried out") { At = signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
        }

        Follow(draft, rule, execution, signal);
    }

    private static void Follow(Draft draft, ExecutesRule rule, Execution execution, Signal.ExecutionReported signal)
    {
        var bill = signal.Done && execution.Invoice is not null ? rule.Bill : null;
        var to = draft.Playbook.StageOf(bill ?? (signal.Done ? rule.Done : rule.Failed));
        var note = bill is not null ? execution.Invoice!
            : signal.Done ? signal.Note ?? draft.Say(rule.DoneNote, ("at", At(draft, execution)))
            : draft.Say(rule.FailedNote, ("at", At(draft, execution)), ("note", signal.Note is { } why ? $": {why}" : ""));
        var move = new Signal.StageMoved(signal.Agent, to.Name, note, Confirm: true) { Id = signal.Id, At = signal.At, ReceivedAt = signal.ReceivedAt };
        var lacks = MoveRules.Lacks(draft, to, move);
        if (lacks.Count > 0)
        {
            Pipeline.TellOwner(draft, rule.Room, rule.Blocked, lacks[0].Clause, ("missing", string.Join(" ", lacks.Select(lack => lack.Missing))), ("remedy", string.Join(" ", lacks.Select(lack => lack.Remedy).Distinct())));
            return;
        }

        if (bill is not null && signal.Note is { } said)
        {
            FromAgent.AddNote(draft, signal.Agent, said, rule.Clause);
        }

        Pipeline.Go(draft, to, move);
    }

    private static string At(Draft draft, Execution execution) => Text.TimeOfDay(execution.At, draft.Playbook.Zone, draft.Now);
}
