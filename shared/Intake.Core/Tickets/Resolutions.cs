using System.Text.RegularExpressions;
using Intake.Clocks;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// "Once resolved, send a resolution email to the client. Update the CRM with the resolution details and close the ticket. Send a follow-up email
/// 48 hours later to confirm client satisfaction" (CC-8).
/// </summary>
internal static partial class Resolutions
{
    private const string Remedy = "Send it and close in one: POST /api/tickets/{id}/resolution with “agent” and “resolution”.";

    public static void Resolve(Draft draft, Signal.ResolutionRequested signal)
    {
        if (draft.Playbook.Resolution is not { } rules)
        {
            draft.Refuse("intake", "This playbook sends no resolution.", "Close the ticket with a note.");
            return;
        }

        // Closed in HubSpot without it: the e-mail alone is missing.
        var late = !draft.Ticket.IsOpen && Exceptions.Wants(draft, LackKind.Resolution);
        if (!draft.Ticket.IsOpen && !late)
        {
            draft.Refuse(rules.Clause, "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if (Mailing.Unreachable(draft, rules.Template) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Tell(draft, rules, signal);
            if (late)
            {
                Exceptions.Supplied(draft, LackKind.Resolution, "the client was told");
            }
            else
            {
                Close(draft, signal);
            }
        }
    }

    private static void Tell(Draft draft, ResolutionRules rules, Signal.ResolutionRequested signal)
    {
        var text = draft.Say(rules.Template, ("resolution", signal.Resolution));
        var effect = draft.SendMail(text, rules.Template, rules.Clause, automatic: false);
        FromAgent.Answered(draft, signal.Agent, text, rules.Template, effect, rules.Clause);
        draft.Happened(new ResolutionSent(signal.Agent, effect) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        Promises.Settle(draft);
    }

    /// <summary>Whatever else a close needs refuses both, the e-mail too.</summary>
    private static void Close(Draft draft, Signal.ResolutionRequested signal)
    {
        var closed = draft.Playbook.ClosedStage;
        var move = new Signal.StageMoved(signal.Agent, closed.Name, signal.Note ?? signal.Resolution, Confirm: signal.Confirm) { Id = signal.Id, At = signal.At, ReceivedAt = signal.ReceivedAt };
        if (MoveRules.Lacks(draft, closed, move) is [var first, ..] lacks)
        {
            draft.Refuse(first.Clause, string.Join(" ", lacks.Select(lack => lack.Missing)), string.Join(" ", lacks.Select(lack => lack.Remedy).Distinct()));
        }
        else
        {
            Pipeline.Go(draft, closed, move);
        }
    }

    /// <summary>A close without the e-mail: refused in Intake, an exception in HubSpot. Nothing is owed to whoever asked nothing, or cannot be written to.</summary>
    public static Lack? Lack(Draft draft, Stage closed, Signal.StageMoved move) =>
        draft.Playbook.Resolution is { } rules && draft.Ticket is { Resolution: null, LastClientAt: not null } && Mailing.Unreachable(draft, rules.Template) is null
        && !(closed.OneOff is { } oneOff && oneOff.Reason.Equals(move.Note?.Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
            ? new Lack(LackKind.Resolution, rules.Clause, "The client has not been told how it was resolved.", Remedy)
            : null;

    public static void Ask(Draft draft, PlannedTimer timer)
    {
        var rules = draft.Playbook.Resolution!.Satisfaction!;
        if (Mailing.Unreachable(draft, rules.Template) is not null)
        {
            draft.Happened(new TimerFired(timer.Kind, timer.Episode, timer.Due, Timers.Late(draft, timer)) { At = timer.Due, RecordedAt = draft.Now, Clause = timer.Clause });
            return;
        }

        var text = draft.Say(rules.Template);
        var effect = draft.SendMail(text, rules.Template, rules.Clause, automatic: true, asksAgain: true);
        draft.Happened(new SatisfactionAsked(effect, timer.Due, Timers.Late(draft, timer)) { At = timer.Due, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Note($"Asked {draft.Ticket.Client.Shown} whether they are satisfied.", rules.Clause);
    }

    /// <summary>The client's word on it. True when that is all the message says; whoever is not content goes on like any client who writes.</summary>
    public static bool Answered(Draft draft, Signal.MessageArrived signal)
    {
        if (signal.Automatic || draft.Ticket is not { IsOpen: false, Resolution: { Ask: not null, Content: null } } || draft.Playbook.Resolution?.Satisfaction is not { } rules
            || Read(rules, signal.Message.Text) is not var (content, score))
        {
            return false;
        }

        draft.Happened(new SatisfactionAnswered(content, score, Short(signal.Message.Text)) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Note($"{draft.Ticket.Client.Shown} is {(content ? "satisfied" : "not satisfied")}{(score is { } mark ? $" ({mark} of {rules.Best})" : "")}.", rules.Clause);
        if (!content)
        {
            return false;
        }

        draft.Happened(new MessageReceived(signal.Message, signal.Client, Automatic: false, draft.Channel.Monitored.IsOpen(signal.At), CutFrom: null) { Closing = true, At = signal.At, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
        draft.Note($"{signal.Client.Shown}: {signal.Message.Text}", draft.Channel.Clause);
        return true;
    }

    private static (bool Content, int? Score)? Read(SatisfactionRules rules, string text)
    {
        if (Mark().Match(text.TrimStart()) is { Success: true } match && int.Parse(match.Groups["mark"].Value) is var mark && mark >= 1 && mark <= rules.Best)
        {
            return (mark >= rules.ContentFrom, mark);
        }

        return rules.Discontent.First(text) is not null ? (false, null)
            : rules.Content.First(text) is not null && !text.Contains('?', StringComparison.Ordinal) ? (true, null)
            : null;
    }

    private static string Short(string text) => text.Length <= 200 ? text.Trim() : $"{text[..200]}…";

    // "5", "4/5", "4 out of 5 - thank you", "Score: 3"; not "2 of my users …".
    [GeneratedRegex(@"^((my )?(score|rating|mark|answer)( is)?:? *)?(?<mark>[0-9]{1,2}) *((/|out of|of) *[0-9]{1,2}\b)? *(stars?)? *([.,;:!–\r\n-]|$)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
