using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Who the client is (ER-5 to 7): one fact locates the account, three let us act on it or disclose what is in it.</summary>
internal static class Identities
{
    /// <summary>A client whose account is not known has written: the accounts are searched for the sender, and for what the messages name.</summary>
    public static void Hear(Draft draft)
    {
        if (draft.Playbook.Identity is { } rules && draft.Ticket.Identity?.Account is null)
        {
            draft.Do(new Effect.LookUpAccount { Clause = rules.AliasClause ?? rules.LocateClause });
        }
    }

    public static void LookedUp(Draft draft, Signal.AccountLookedUp signal)
    {
        if (draft.Playbook.Identity is not { } rules)
        {
            draft.Refuse("intake", "This playbook asks nobody who they are.", "Nothing to do.");
            return;
        }

        var before = draft.Ticket.Identity;
        if (signal.Account is { } account && before?.Account != account)
        {
            draft.Happened(new AccountLocated(account, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.LocateClause });
        }

        if (signal.MailboxLost && draft.Ticket.Identity is not { MailboxLost: true })
        {
            draft.Happened(new MailboxLost(signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }

        foreach (var fact in signal.Matched.Where(fact => draft.Ticket.Identity?.Matched.Contains(fact) != true))
        {
            draft.Happened(new FactMatched(fact, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }

        if (draft.Ticket.Identity is { Account: not null } identity)
        {
            if (identity != before)
            {
                draft.Note(Shown(rules, identity), rules.Clause);
            }

            Merges.Offer(draft);
        }
        else if (signal.Account is null && signal.Matched.IsEmpty)
        {
            NotFound(draft, rules, signal);
        }
    }

    /// <summary>An agent has looked, too: what the SOP asks follows at once.</summary>
    public static void None(Draft draft, Signal.NoAccountRequested signal)
    {
        if (draft.Playbook.Identity?.NotFound is not { } rule)
        {
            draft.Refuse("intake", "This playbook does not say what follows when there is no account.", "Answer the client.");
        }
        else if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(rule.Clause, "The ticket is closed.", "Nothing to do: the client's answer opens it again.");
        }
        else if (draft.Ticket.Identity?.Account is not null)
        {
            draft.Refuse(rule.Clause, "The client's account is known.", "Answer the client.");
        }
        else
        {
            draft.Happened(new AccountNotFound(signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rule.Clause });
            Leave(draft, rule, signal.Agent);
        }
    }

    /// <summary>What an act on the account, or a word of what is in it, still lacks.</summary>
    public static IEnumerable<Lack> Before(Draft draft, string step)
    {
        if (draft.Playbook.Identity is not { } rules || !(rules.Acts.Contains(step) || rules.Discloses.Contains(step)))
        {
            yield break;
        }

        var identity = draft.Ticket.Identity ?? new Identity();
        if (!rules.IsVerifiedBy(identity.Matched, identity.MailboxLost))
        {
            var what = rules.Acts.Contains(step) ? "acts on the account" : "discloses what is in the account";
            var missing = rules.Missing(identity.Matched, identity.MailboxLost).Select(facts => string.Join(" and ", facts.Select(rules.TitleOf)));
            yield return new Lack(LackKind.Open, rules.Clause, $"This {what}, and the client is not verified. Missing: {string.Join("; or ", missing)}.", "Compare what the client gives with POST /api/tickets/{id}/identity.");
        }
    }

    /// <summary>The first time by itself, where the client is told and nothing presses; else an agent decides.</summary>
    private static void NotFound(Draft draft, IdentityRules rules, Signal.AccountLookedUp signal)
    {
        var first = draft.Ticket.Identity?.NotFoundAt is null;
        draft.Happened(new AccountNotFound(signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = rules.LocateClause });
        if (rules.NotFound is { Template: not null } rule && first && draft.Ticket is { IsOpen: true, Draft: false, Urgency: < Urgency.Urgent } && ClientMessages.Unreachable(draft, rule.Template) is null)
        {
            Leave(draft, rule, agent: null);
        }
        else if (first || signal.Agent is not null || signal.Several)
        {
            draft.Note(signal.Several ? "What the client gave fits several accounts: ask for one fact more." : "No account was found for this client.", rules.LocateClause);
        }
    }

    private static void Leave(Draft draft, NotFoundRule rule, string? agent)
    {
        if (rule.Template is { } template && ClientMessages.Unreachable(draft, template) is null)
        {
            var text = draft.Say(template);
            FromAgent.Said(draft, agent, text, template, draft.SendToClient(text, template, rule.Clause, automatic: agent is null), rule.Clause);
        }

        Tags.Add(draft, [rule.Tag], agent ?? "intake", rule.Clause);
        OneTouch.Close(draft, agent ?? "intake", draft.Say(rule.Note));
    }

    private static string Shown(IdentityRules rules, Identity identity)
    {
        var facts = identity.Facts.IsEmpty ? "nothing yet" : string.Join(", ", identity.Facts.Select(fact => rules.TitleOf(fact.Fact)));
        var verified = rules.IsVerifiedBy(identity.Matched, identity.MailboxLost) ? "Verified" : "Not verified";
        return $"Account {identity.Account}. {verified}; matched: {facts}.";
    }
}
