using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Moves made outside that broke a rule: kept, said aloud with what is missing, and settled when it is supplied or the move is undone.</summary>
internal static class Exceptions
{
    public static void Raise(Draft draft, Stage to, string agent, List<Lack> lacks)
    {
        if (lacks.Count == 0)
        {
            return;
        }

        foreach (var lack in lacks)
        {
            var breach = new RuleBreach($"b{draft.Ticket.Sequence + 1}-{lack.Kind.ToString().ToLowerInvariant()}", lack.Clause, to.Name, agent, draft.Signal.At, lack.Missing, lack.Remedy);
            draft.Happened(new RuleBroken(breach) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = lack.Clause });
        }

        if (draft.Playbook.Exceptions is { } rules)
        {
            Pipeline.Post(draft, rules.Room, rules.Template, lacks[0].Clause, draft.Signal.Facts.Owner?.Slack, ("missing", string.Join(" ", lacks.Select(lack => lack.Missing))), ("remedy", string.Join(" ", lacks.Select(lack => lack.Remedy).Distinct())));
        }
    }

    /// <summary>The ticket left the stage: whatever that move lacked is undone or overtaken.</summary>
    public static void SettleLeft(Draft draft, Stage to)
    {
        foreach (var breach in draft.Ticket.Exceptions.Where(breach => breach.Stage == draft.Ticket.Stage))
        {
            Settle(draft, breach, $"moved on to {to.Label}");
        }
    }

    /// <summary>A move to where the ticket already is supplies what the first one lacked.</summary>
    public static void Supply(Draft draft, Stage stage, Signal.StageMoved move)
    {
        if (move.SeenIn is not null || !draft.Ticket.Exceptions.Any(breach => breach.Stage == stage.Name) || move is { Note: null, Teammate: null, Message: null, Until: null })
        {
            return;
        }

        if (move.Message is not null || move.Until is not null)
        {
            SupplyToClient(draft, stage, move);
        }

        if (move.Note is { } note)
        {
            var lacks = MoveRules.Note(draft, stage, note).ToList();
            if (lacks.Count > 0)
            {
                draft.Refuse(lacks[0].Clause, lacks[0].Missing, lacks[0].Remedy);
                return;
            }

            FromAgent.AddNote(draft, move.Agent, note, stage.Clause);
            Pipeline.Begin(draft, stage, move, note);
            SettleKind(draft, stage, LackKind.Note, "the note was supplied");
            SettleKind(draft, stage, LackKind.Question, "the note was supplied");
            SettleKind(draft, stage, LackKind.Owed, "the note was supplied");
        }
        else if (move.Teammate is not null)
        {
            Pipeline.Tag(draft, stage, move.Teammate, move.Agent, draft.Ticket.Title);
        }

        if (move.Teammate is not null)
        {
            SettleKind(draft, stage, LackKind.Tag, "somebody was tagged");
        }
    }

    /// <summary>What a move made outside owed the client, or the date it rests until.</summary>
    private static void SupplyToClient(Draft draft, Stage stage, Signal.StageMoved move)
    {
        if (Lifecycle.Lacks(draft, stage, move).FirstOrDefault(lack => lack.Kind == LackKind.Until ? move.Until is not null : move.Message is not null) is { } lack)
        {
            draft.Refuse(lack.Clause, lack.Missing, lack.Remedy);
            return;
        }

        Lifecycle.Begin(draft, stage, move);
        if (move.Until is not null)
        {
            SettleKind(draft, stage, LackKind.Until, "the date was supplied");
        }
    }

    /// <summary>A note that has the stage's form, whichever way it comes, is the missing one.</summary>
    public static void Noted(Draft draft, Signal.NoteWritten signal)
    {
        var stage = draft.Playbook.StageOf(draft.Ticket.Stage);
        if (Of(draft, stage, LackKind.Note).Any() && !MoveRules.Note(draft, stage, signal.Text).Any())
        {
            Pipeline.Begin(draft, stage, new Signal.StageMoved(signal.Agent, stage.Name, signal.Text), signal.Text);
            SettleKind(draft, stage, LackKind.Note, "the note was supplied");
            SettleKind(draft, stage, LackKind.Owed, "the note was supplied");
        }
    }

    /// <summary>After every decision: what was open may be done.</summary>
    public static void SettleWhatIsDone(Draft draft)
    {
        if (draft.Ticket.Exceptions.IsEmpty)
        {
            return;
        }

        var stage = draft.Playbook.StageOf(draft.Ticket.Stage);
        if (Of(draft, stage, LackKind.Message).Any() && Lifecycle.LacksMessage(draft, stage, message: null) is null)
        {
            SettleKind(draft, stage, LackKind.Message, "the client has been told");
        }

        if (Of(draft, stage, LackKind.Open).Any() && !MoveRules.Open(draft, stage).Any())
        {
            SettleKind(draft, stage, LackKind.Open, "nothing is open any more");
        }
    }

    public static bool Wants(Draft draft, LackKind kind) => Of(draft, draft.Playbook.StageOf(draft.Ticket.Stage), kind).Any();

    public static void Supplied(Draft draft, LackKind kind, string why) => SettleKind(draft, draft.Playbook.StageOf(draft.Ticket.Stage), kind, why);

    private static IEnumerable<RuleBreach> Of(Draft draft, Stage stage, LackKind kind) =>
        draft.Ticket.Exceptions.Where(breach => breach.Stage == stage.Name && breach.Id.EndsWith($"-{kind.ToString().ToLowerInvariant()}", StringComparison.Ordinal));

    private static void SettleKind(Draft draft, Stage stage, LackKind kind, string why)
    {
        foreach (var breach in Of(draft, stage, kind).ToList())
        {
            Settle(draft, breach, why);
        }
    }

    private static void Settle(Draft draft, RuleBreach breach, string why) =>
        draft.Happened(new RuleSettled(breach.Id, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = breach.Clause });
}
