using Intake.Playbooks;
using NodaTime;
using static Intake.Tickets.Signal;

namespace Intake.Tickets;

/// <summary>
/// The only place where the SOP is applied. Pure and total: the same playbook, ticket, signal and time give the same decision; a signal heard
/// before gives none. It folds what it decided, so the flight plan of the ticket after it says when to look again.
/// </summary>
public static class Decider
{
    public static Decision Decide(Playbook playbook, Ticket ticket, Signal signal, Instant now)
    {
        signal = WithoutCards(signal);
        var draft = new Draft(playbook, ticket, signal, now);
        if (signal is not ClockRang && ticket.Recent.Contains(signal.Id))
        {
            return draft.Finish();
        }

        Judge(draft, signal);
        Offers.Settle(draft, ticket);
        Snoozes.Settle(draft);
        Checks.Settle(draft);
        Promises.Settle(draft);
        Ownership.KeepTitle(draft);
        Batons.Follow(draft);
        Attempts.EndWhatIsOver(draft);
        Titles.ConfirmAtClose(draft);
        Alerts.EndWhatIsOver(draft);
        Exceptions.SettleWhatIsDone(draft);
        TeamNags.EndWhatIsOver(draft);
        return draft.Finish();
    }

    /// <summary>Whatever is stored, sent or mirrored comes from here. What carries nobody's words is left as it is.</summary>
    private static Signal WithoutCards(Signal signal) => signal is ClockRang or EffectSettled or DeliveryReported or AlertAcknowledged or HelpNeeded or Followed or SeenElsewhere
        ? signal
        : CardNumbers.Masked(signal) with { Facts = signal.Facts };

    private static void Judge(Draft draft, Signal signal)
    {
        if (!draft.Ticket.Exists && !Begins(signal))
        {
            if (!IsNews(signal))
            {
                draft.Refuse("intake", "There is no such ticket.", "List the tickets with GET /api/tickets.");
            }

            return;
        }

        if (Merges.GoesOn(draft, signal) || Lifecycle.IsSealed(draft, signal) || Batons.Bars(draft, signal))
        {
            return;
        }

        switch (signal)
        {
            case MessageArrived message:
                FromClient.Wrote(draft, message);
                StageTimers.PromptMove(draft, message);
                Lifecycle.OnReply(draft, message.Automatic);
                break;
            case CallMissed call:
                FromClient.Called(draft, call);
                Lifecycle.OnReply(draft, automatic: false);
                break;
            case CallAnswered call:
                FromClient.Reached(draft, call);
                Lifecycle.OnReply(draft, automatic: false);
                break;
            case CallMade call when draft.Ticket.IsOpen:
                draft.Happened(new TicketEvent.CallMade(call.Client, call.Agent) { At = call.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
                break;
            case TicketRequested request:
                FromAgent.Requested(draft, request);
                break;
            case TicketAdopted adopted when !draft.Ticket.Exists:
                FromClient.Adopted(draft, adopted);
                break;
            case ClockRang when draft.Ticket.Exists:
                Timers.FireDue(draft);
                break;
            case EffectSettled settled:
                FromOutside.Settled(draft, settled);
                break;
            case DeliveryReported report:
                FromOutside.Reported(draft, report);
                break;
            case SeenElsewhere seen:
                draft.Happened(new TicketEvent.SeenElsewhere(seen.Route, seen.Reference) { At = seen.At, RecordedAt = draft.Now, Clause = "intake" });
                break;
            case Followed followed:
                draft.Happened(new TicketEvent.Succeeded(followed.By) { At = followed.At, RecordedAt = draft.Now, Clause = draft.Playbook.ReopenClause });
                break;
            case AlertAcknowledged taken:
                Alerts.Take(draft, taken);
                break;
            case HelpNeeded help:
                Alerts.Hurry(draft, help);
                break;
            case ReplyRequested reply:
                FromAgent.Reply(draft, reply);
                break;
            case ReplySeen reply:
                FromAgent.Seen(draft, reply);
                break;
            case TemplateRequested template:
                FromAgent.SendTemplate(draft, template);
                break;
            case NoteWritten note:
                FromAgent.Note(draft, note);
                break;
            case StageMoved move:
                Pipeline.Move(draft, move);
                break;
            case OwnerChanged owner:
                FromAgent.Own(draft, owner);
                break;
            case UrgencyOverruled overruled:
                FromAgent.Overrule(draft, overruled);
                break;
            case TaskRequested task:
                Tasks.Request(draft, task);
                break;
            case TaskFinished task:
                Tasks.Finish(draft, task);
                break;
            case ExecutionReported report:
                Executions.Report(draft, report);
                break;
            case StayRequested stay:
                Shifts.Stay(draft, stay);
                break;
            case HandOverRequested request:
                Shifts.HandToNamed(draft, request);
                break;
            case HandOverAccepted accepted:
                Shifts.Accept(draft, accepted);
                break;
            case KeepRequested keep:
                Ownership.Keep(draft, keep);
                break;
            case DriftFound drift when draft.Ticket.IsOpen:
                draft.Happened(new TicketEvent.DriftFound(drift.Fields) { At = drift.At, RecordedAt = draft.Now, Clause = draft.Playbook.Drift?.Clause ?? "intake" });
                draft.MirrorContent ??= "";
                break;
            case ReleaseRequested release:
                Ownership.Release(draft, release);
                break;
            case CategorySet set:
                Categories.Set(draft, set);
                break;
            case EscalationRequested request:
                Escalations.Request(draft, request);
                break;
            case Signal.EscalationTold told:
                Escalations.Tell(draft, told);
                break;
            case ResolutionRequested request:
                Resolutions.Resolve(draft, request);
                break;
            case TagsChanged tags:
                Tags.Change(draft, tags);
                break;
            case PlaybookChanged changed:
                Replanning.Adopt(draft, changed);
                break;
            case TitleSet title:
                Titles.Set(draft, title);
                break;
            case HandoffRequested handoff:
                Handoffs.Request(draft, handoff);
                break;
            case DraftConfirmed confirmed:
                Drafts.Confirmed(draft, confirmed);
                break;
            case DraftDismissed dismissed:
                Drafts.Dismiss(draft, dismissed);
                break;
            case EmergencyRecorded record:
                Emergencies.Record(draft, record);
                break;
            case EmergencyAnswered answer:
                Emergencies.Answer(draft, answer);
                break;
            case PromiseRequested promise:
                Promises.Requested(draft, promise);
                break;
            case PromiseWithdrawn promise:
                Promises.Withdraw(draft, promise);
                break;
            case StillOwed veto:
                Closing.Veto(draft, veto);
                break;
            case SetAside aside when draft.Ticket.IsOpen:
                SettingAside.Aside(draft, aside);
                break;
            case RoomMade made:
                SettingAside.Made(draft, made);
                break;
            case CannotReach cannot:
                Evidence.Cannot(draft, cannot);
                break;
            case WaitEnded ended:
                Evidence.EndWait(draft, ended);
                break;
            case ReachedElsewhere reached:
                Evidence.Elsewhere(draft, reached);
                break;
            case MatterHandled handled:
                Reminders.Handled(draft, handled);
                break;
            case ReminderRequested:
                Reminders.Requested(draft);
                break;
            case AgentAssigned assigned:
                Assignments.Given(draft, assigned);
                break;
            case AssignRequested assign:
                Assignments.ByHand(draft, assign);
                break;
            case PodRequested pod:
                Assignments.ToPod(draft, pod);
                break;
            case LeadRequested lead:
                Assignments.AskLead(draft, lead);
                break;
            case LeadAnswered answer:
                Assignments.AnswerLead(draft, answer);
                break;
            case MacroRequested macro:
                Macros.Use(draft, macro);
                break;
            case SnoozeRequested snooze:
                Snoozes.Requested(draft, snooze);
                break;
            case OneTouchRequested oneTouch:
                OneTouch.Requested(draft, oneTouch);
                break;
            case CheckAnswered check:
                Checks.Answer(draft, check);
                break;
            case InternalRequested request:
                Internals.Request(draft, request);
                break;
            case MessageOpened opened:
                Batons.Opened(draft, opened);
                break;
            case PassRequested pass:
                Passes.Request(draft, pass);
                break;
            case BounceRequested bounce:
                Batons.Bounce(draft, bounce);
                break;
            case HeadsUpRequested headsUp:
                HeadsUps.Requested(draft, headsUp);
                break;
            case AttemptRequested attempt:
                Attempts.Request(draft, attempt);
                break;
            case Signal.AccountLookedUp account:
                Identities.LookedUp(draft, account);
                break;
            case NoAccountRequested none:
                Identities.None(draft, none);
                break;
            case MergeRequested merge:
                Merges.Merge(draft, merge);
                break;
            case UnmergeRequested undo:
                Merges.Undo(draft, undo);
                break;
            case Signal.MergedIn merged:
                Merges.In(draft, merged);
                break;
            case Signal.MergeUndone undone:
                Merges.Out(draft, undone);
                break;
            default:
                break; // already so, or not for this ticket: a repeated webhook must cost nothing
        }
    }

    /// <summary>A ticket comes into being by these; anything else needs one.</summary>
    private static bool Begins(Signal signal) => signal is MessageArrived or CallMissed or CallAnswered or TicketRequested or TicketAdopted or InternalRequested;

    /// <summary>Nobody asked for it, so nobody is told when there is no ticket for it.</summary>
    private static bool IsNews(Signal signal) =>
        signal is CallMade or ClockRang or EffectSettled or DeliveryReported or SeenElsewhere or Followed or DriftFound or AlertAcknowledged or HelpNeeded or ReachedElsewhere or AgentAssigned;
}
