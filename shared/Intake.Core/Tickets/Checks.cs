using System.Collections.Immutable;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What must have been looked at (ER-14, 17, 18, 21, 22): asked when the ticket's content calls for it, answered before the step it guards.</summary>
internal static class Checks
{
    private const int LongestAnswer = 500;
    private const int LongestEvidence = 80;

    /// <summary>A client's message may call for checks by its words; after a reopening once more.</summary>
    public static void Hear(Draft draft, string text)
    {
        foreach (var check in draft.Playbook.Checks.Where(check => check.When.Words is not null && !IsRaised(draft, check, anew: true)))
        {
            if (check.When.Words!.SentencesWithOne(text) is [var sentence, ..])
            {
                Raise(draft, check, $"“{(sentence.Length > LongestEvidence ? sentence[..LongestEvidence] + "…" : sentence)}”");
            }
        }
    }

    /// <summary>After every decision: what the ticket has become may call for checks.</summary>
    public static void Settle(Draft draft)
    {
        if (draft.Playbook.Checks.IsEmpty || draft.Ticket is not { IsOpen: true, Draft: false })
        {
            return;
        }

        foreach (var check in draft.Playbook.Checks.Where(check => !IsRaised(draft, check, check.Again)))
        {
            if (Why(draft, check.When) is { } why)
            {
                Raise(draft, check, why);
            }
        }
    }

    public static void Answer(Draft draft, Signal.CheckAnswered signal)
    {
        if (draft.Playbook.Checks.FirstOrDefault(check => check.Name == signal.Check) is not { } check)
        {
            draft.Refuse("intake", $"There is no check “{signal.Check}”.", "A ticket's checks are listed with GET /api/tickets/{id}.");
            return;
        }

        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(check.Clause, "The ticket is closed.", "Move it back to an open stage first.");
            return;
        }

        if (MoveRules.Refusal(Identities.Before(draft, check.Name)) is { } unknownClient)
        {
            draft.Refuse(unknownClient.Clause, unknownClient.Why, unknownClient.Remedy);
            return;
        }

        var answers = signal.Answers.Select(given => (Asked: Part(check, given.Key), Answer: Allowed(check, given.Value), Given: given)).OrderBy(answer => answer.Asked is null ? -1 : check.Asked.IndexOf(answer.Asked)).ToList();
        if (answers.FirstOrDefault(answer => answer.Asked is null) is { Given.Key: { } unknown })
        {
            draft.Refuse(check.Clause, $"“{unknown}” is not asked by “{check.Name}”.", $"It asks: {string.Join("; ", check.Asked)}.");
        }
        else if (answers.Count == 0 || answers.FirstOrDefault(answer => answer.Answer is null) is { Given.Key: not null })
        {
            draft.Refuse(check.Clause, "This is no answer.", check.Answers.IsEmpty ? $"Say in at most {LongestAnswer} characters what you found." : $"Answer with {string.Join(" or ", check.Answers.Select(allowed => $"“{allowed}”"))}.");
        }
        else
        {
            if (!IsRaised(draft, check, anew: false))
            {
                Raise(draft, check, $"answered by {signal.Agent}");
            }

            foreach (var (asked, answer, _) in answers)
            {
                draft.Happened(new CheckAnswered(check.Name, asked!, answer!, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = check.Clause });
            }

            draft.Note($"{signal.Agent}, {check.Question} {string.Join("; ", answers.Select(answer => check.Items.IsEmpty ? answer.Answer : $"{answer.Asked}: {answer.Answer}"))}", check.Clause);
        }
    }

    /// <summary>What a step still lacks; <paramref name="text"/> is the reply about to be sent.</summary>
    public static IEnumerable<Lack> Before(Draft draft, string step, string? text = null)
    {
        foreach (var check in draft.Playbook.Checks.Where(check => check.Before.Contains(step)))
        {
            var state = draft.Ticket.Checks.FirstOrDefault(state => state.Check == check.Name);
            var asked = state is not null || (text is not null && check.When.ReplyLacks?.SentencesWithOne(text) is []);
            if (asked && check.Unanswered(state).ToList() is [_, ..] left)
            {
                var what = check.Items.IsEmpty ? check.Question : $"{check.Question} {string.Join(", ", left)}";
                var how = check.Answers.IsEmpty ? "" : $" ({string.Join(" or ", check.Answers)})";
                yield return new Lack(LackKind.Open, check.Clause, $"To be checked first: {what}", $"Answer with POST /api/tickets/{{id}}/checks, “{check.Name}”{how}.");
            }
        }
    }

    private static void Raise(Draft draft, Check check, string why) =>
        draft.Happened(new CheckRaised(check.Name, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = check.Clause });

    /// <summary>Raised already; <paramref name="anew"/>: since the last reopening.</summary>
    private static bool IsRaised(Draft draft, Check check, bool anew) =>
        draft.Ticket.Checks.Any(state => state.Check == check.Name && !(anew && state.At < draft.Ticket.ReopenedAt));

    private static string? Why(Draft draft, CheckWhen when) => draft.Ticket switch
    {
        _ when when.Always => "asked on every ticket",
        { Tags: var tags } when when.Tags.FirstOrDefault(tags.Contains) is { } tag => $"tag {tag}",
        { Stage: var stage } when when.Stages.Contains(stage) => $"stage {stage}",
        { Classification.Rule: { } rule } when when.Triage.Contains(rule) => $"the message is about {rule}",
        { Tasks: var tasks } when tasks.FirstOrDefault(task => task.Request is { } request && when.Requests.Contains(request)) is { } task => $"request: {task.Text}",
        _ => null,
    };

    private static string? Part(Check check, string asked) =>
        check.Items.IsEmpty ? check.Question : check.Items.FirstOrDefault(item => item.Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase));

    private static string? Allowed(Check check, string answer) => answer.Trim() is not { Length: > 0 and <= LongestAnswer } said ? null
        : check.Answers.IsEmpty ? said
        : check.Answers.FirstOrDefault(allowed => allowed.Equals(said, StringComparison.OrdinalIgnoreCase));
}
