using Intake.Clocks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Time has passed: fires what the flight plan holds as due, earliest first, each once.</summary>
internal static class Timers
{
    public static void FireDue(Draft draft)
    {
        while (FlightPlan.First(draft.Playbook, draft.Ticket) is { } first && first.Due <= draft.Now + FlightPlan.Early)
        {
            Fire(draft, first);
        }
    }

    private static void Fire(Draft draft, PlannedTimer timer)
    {
        switch (timer.Kind)
        {
            case TimerKind.Rung when timer.Alert is { } alert:
                Alerts.Climb(draft, alert, timer.Rung, draft.Ticket.Alerts.First(a => a.Id == alert).Round, timer.Due);
                break;
            case TimerKind.Rung when ResolutionClock.Is(timer.Episode):
                Fired(draft, timer);
                var resolve = draft.Playbook.Ladders[draft.Channel.Resolve!.Ladder!];
                Alerts.Raise(draft, resolve, ResolutionClock.Episode(draft.Ticket), ResolutionClock.Since(draft.Ticket), rung => ResolutionClock.Due(draft.Channel, draft.Ticket, rung));
                break;
            case TimerKind.Rung:
                var stretch = draft.Ticket.Waiting!.Current;
                var clock = Clock.For(draft.Playbook, draft.Ticket, stretch);
                Alerts.Raise(draft, clock.Ladder!, stretch.Episode, stretch.Since, clock.Due);
                break;
            case TimerKind.Repeat:
                Alerts.Climb(draft, timer.Alert!, timer.Rung, draft.Ticket.Alerts.First(a => a.Id == timer.Alert).Round + 1, timer.Due);
                break;
            case TimerKind.Resume:
                var lapsed = draft.Ticket.Alerts.First(a => a.Id == timer.Alert).Taken!.By.Name;
                draft.Happened(new AlertResumed(timer.Alert!, timer.Rung, timer.Due, Late(draft, timer)) { At = timer.Due, RecordedAt = draft.Now, Clause = timer.Clause });
                Alerts.Lapsed(draft, timer.Alert!, lapsed);
                break;
            case TimerKind.AnswerStuck:
                Fired(draft, timer);
                FromOutside.LoseAnswer(draft, timer.Episode, "the provider has not taken it for 5 minutes; it is still being tried", timer.Clause);
                break;
            case TimerKind.EmergencyText:
                var rules = draft.Playbook.Emergency!;
                Fired(draft, timer);
                draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? rules.NagRoom, draft.Say(rules.NagTemplate), null, Page: false, []) { Clause = timer.Clause });
                break;
            case TimerKind.StageNag:
                var nag = draft.Playbook.StageOf(draft.Ticket.Stage).Nag!;
                Fired(draft, timer);
                draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? nag.Room, draft.Say(nag.Template, since: draft.Ticket.AssessedAt), null, Page: false, [.. Titles.Buttons(draft), .. StageTimers.Buttons(draft)]) { Clause = timer.Clause });
                break;
            case TimerKind.FollowUp:
                StageTimers.FollowUp(draft);
                Fired(draft, timer);
                break;
            case TimerKind.TaskDue:
                Fired(draft, timer);
                Tasks.Remind(draft, timer);
                break;
            case TimerKind.ExecutionDue:
                Executions.Ask(draft, timer);
                break;
            case TimerKind.StageCloses:
                StageTimers.CloseByItself(draft, timer);
                break;
            case TimerKind.ClientReminder:
                Fired(draft, timer);
                Lifecycle.Remind(draft, timer);
                break;
            case TimerKind.HoldDue:
                Fired(draft, timer);
                Lifecycle.AskAboutHold(draft);
                break;
            case TimerKind.CloseNag:
                Fired(draft, timer);
                StageTimers.NagToClose(draft);
                break;
            case TimerKind.ShiftWarning:
                Fired(draft, timer);
                Shifts.Warn(draft, timer);
                break;
            case TimerKind.ShiftEnd:
                Shifts.Ended(draft, timer);
                break;
            case TimerKind.HandOverLate:
                Fired(draft, timer);
                Shifts.Unaccepted(draft);
                break;
            case TimerKind.Nag:
                TeamNags.Ask(draft, timer);
                break;
            case TimerKind.PromiseWarning:
                Fired(draft, timer);
                Promises.Warn(draft, timer);
                break;
            case TimerKind.PromiseDue:
                Promises.Break(draft, timer);
                break;
            case TimerKind.Guidance:
                Fired(draft, timer);
                Guidance.Ask(draft, timer);
                break;
            case TimerKind.Escalation:
                Escalations.TimeIsUp(draft, timer);
                break;
            case TimerKind.Satisfaction:
                Resolutions.Ask(draft, timer);
                break;
            case TimerKind.ReceiptLate:
                Fired(draft, timer);
                Receipts.SayLate(draft);
                break;
            case TimerKind.SnoozeEnds:
                Snoozes.Wake(draft, timer);
                break;
            case TimerKind.HoldEnds:
                Snoozes.EndOfHold(draft);
                break;
            case TimerKind.BatonBack:
                Fired(draft, timer);
                Passes.SayNotBack(draft, timer);
                break;
            case TimerKind.HeadsUpWarning:
                Fired(draft, timer);
                HeadsUps.Warn(draft, timer);
                break;
            case TimerKind.HeadsUpDue:
                Fired(draft, timer);
                HeadsUps.SayLate(draft, timer);
                break;
            case TimerKind.AttemptsShort:
                Fired(draft, timer);
                Attempts.SayTooFew(draft, timer);
                break;
            case TimerKind.AttemptsDone:
                Fired(draft, timer);
                Attempts.OfferClose(draft, timer);
                break;
            case TimerKind.ResponseLimit:
            case TimerKind.ResolutionLimit:
            case TimerKind.EscalationLimit:
                Fired(draft, timer);
                break;
        }
    }

    private static void Fired(Draft draft, PlannedTimer timer) =>
        draft.Happened(new TimerFired(timer.Kind, timer.Episode, timer.Due, Late(draft, timer)) { At = timer.Due, RecordedAt = draft.Now, Clause = timer.Clause });

    public static Duration Late(Draft draft, PlannedTimer timer) => draft.Now > timer.Due ? draft.Now - timer.Due : Duration.Zero;
}
