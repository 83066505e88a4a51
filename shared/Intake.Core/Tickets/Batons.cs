using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>"No two people or departments should be working on the same ticket at the same time" (XD-4): who has it, and who must not.</summary>
internal static class Batons
{
    /// <summary>True when somebody else has the ticket: the work is refused.</summary>
    public static bool Bars(Draft draft, Signal signal)
    {
        if (draft.Playbook.Baton is not { } rules || draft.Ticket is not { IsOpen: true, Baton: { } baton } || Worker(signal) is not { } agent || Has(draft, rules, baton, agent))
        {
            return false;
        }

        RefuseSecond(draft, rules, baton);
        return true;
    }

    /// <summary>Whether the owner may change so. Seen outside, what may not is undone there.</summary>
    public static bool MayOwn(Draft draft, Signal.OwnerChanged signal)
    {
        if (draft.Playbook.Baton is not { } rules || draft.Ticket is not { IsOpen: true, Baton: { } baton } || Has(draft, rules, baton, signal.SeenIn is null ? signal.Agent : signal.Owner))
        {
            return TakesOrPutsDown(draft, signal);
        }

        if (signal.SeenIn is { } where)
        {
            draft.Happened(new SeenElsewhere(where, $"given to {Name(draft, signal.Owner) ?? "nobody"}, while {Holder(draft, rules, baton)} has it") { At = signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
            draft.MirrorContent = "";
        }
        else if (signal.Owner == signal.Agent && IsManager(draft, rules, signal.Agent))
        {
            return true;
        }
        else
        {
            RefuseSecond(draft, rules, baton);
        }

        return false;
    }

    /// <summary>An agent has opened the newest message, or another one (XD-2).</summary>
    public static void Opened(Draft draft, Signal.MessageOpened signal)
    {
        if (draft.Playbook.Baton is { } rules && draft.Ticket is { LastMessageId: { } newest, Baton: { } baton } && (signal.Message ?? newest) is var message && baton.Opened.GetValueOrDefault(signal.Agent) != message)
        {
            draft.Happened(new MessageOpened(signal.Agent, message) { At = signal.At, RecordedAt = draft.Now, Clause = rules.ReadClause });
        }
    }

    /// <summary>It was never ours: back to whoever passed it on, and counted (XD-10).</summary>
    public static void Bounce(Draft draft, Signal.BounceRequested signal)
    {
        if (draft.Playbook.Baton is not { } rules)
        {
            draft.Refuse("intake", "In this playbook nothing is passed on.", "Add the section \"baton\" to it.");
        }
        else if (draft.Ticket is not { IsOpen: true, Baton: { FromPerson: { } assigner, FromDepartment: { } department } baton })
        {
            draft.Refuse(rules.BounceClause, "Nobody passed this ticket on.", "Pass it to whose it is with POST /api/tickets/{id}/pass.");
        }
        else if (!Has(draft, rules, baton, signal.Agent))
        {
            RefuseSecond(draft, rules, baton);
        }
        else
        {
            draft.Happened(new Bounced(signal.Agent, assigner, department, signal.Reason) { At = signal.At, RecordedAt = draft.Now, Clause = rules.BounceClause });
            draft.Note($"{signal.Agent} sends this back to {assigner}: {signal.Reason}", rules.BounceClause);
            Passes.Tell(draft, rules, signal.Agent, assigner, department, signal.Reason);
        }
    }

    /// <summary>Whoever came to own it, by whatever way, has it.</summary>
    public static void Follow(Draft draft)
    {
        if (draft.Playbook.Baton is { } rules && draft.Ticket is { IsOpen: true, Draft: false } ticket && (ticket.Baton is null || ticket.Baton.Person != ticket.Owner))
        {
            var department = ticket.Owner is { } owner ? DepartmentOf(draft, rules, owner) : ticket.Baton?.Department ?? rules.Own;
            draft.Happened(new BatonHeld(ticket.Owner, department) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        }
    }

    public static bool Has(Draft draft, BatonRules rules, Baton baton, string? agent) =>
        baton.Person is { } person ? person == agent : agent is null || DepartmentOf(draft, rules, agent) == baton.Department;

    /// <summary>The department that has the ticket when it is not the team itself.</summary>
    public static string? Elsewhere(Draft draft) => draft.Playbook.Baton is { } rules && draft.Ticket.Baton is { } baton && baton.Department != rules.Own ? baton.Department : null;

    /// <summary>The first of a person's pods that is a department; whoever is in none belongs to the team itself.</summary>
    public static string DepartmentOf(Draft draft, BatonRules rules, string agent) =>
        draft.Signal.Facts.People.GetValueOrDefault(agent)?.Pods.FirstOrDefault(pod => rules.Departments.Any(department => department.Name == pod)) ?? rules.Own;

    public static void RefuseSecond(Draft draft, BatonRules rules, Baton baton)
    {
        var holder = Holder(draft, rules, baton);
        draft.Refuse(rules.Clause, $"{holder} has had this ticket since {Text.TimeOfDay(baton.Since, draft.Playbook.Zone, draft.Now)}.", $"Two never work on one ticket: leave a comment with POST /api/tickets/{{id}}/notes, or ask {holder} to pass it on.");
    }

    public static string Holder(Draft draft, BatonRules rules, Baton baton) => Name(draft, baton.Person) ?? rules.Department(baton.Department).Title;

    public static string? Name(Draft draft, string? person) => person is null ? null : draft.Signal.Facts.People.GetValueOrDefault(person)?.Name ?? person;

    private static bool IsManager(Draft draft, BatonRules rules, string agent) =>
        draft.Signal.Facts.People.TryGetValue(agent, out var person) && person.Titles.Any(rules.Managers.Contains);

    /// <summary>A person is given a ticket with a synopsis, not by writing a name into a field.</summary>
    private static bool TakesOrPutsDown(Draft draft, Signal.OwnerChanged signal)
    {
        if (draft.Playbook.Baton is { } rules && signal is { SeenIn: null, Owner: { } other } && other != signal.Agent)
        {
            draft.Refuse(rules.Synopsis.Clause, $"A ticket goes to {Name(draft, other)} with a synopsis.", "Pass it on with POST /api/tickets/{id}/pass.");
            return false;
        }

        return true;
    }

    /// <summary>Who would be working on the ticket; null: the signal is no work, or comes from nobody of the team.</summary>
    private static string? Worker(Signal signal) => signal switch
    {
        Signal.ReplyRequested reply => reply.Agent,
        Signal.TemplateRequested template => template.Agent,
        Signal.StageMoved { SeenIn: null } move => move.Agent,
        Signal.TaskRequested task => task.Agent,
        Signal.TaskFinished task => task.Agent,
        Signal.PromiseRequested promise => promise.Agent,
        Signal.HeadsUpRequested headsUp => headsUp.Agent,
        Signal.AttemptRequested attempt => attempt.Agent,
        Signal.HandoffRequested handoff => handoff.Agent,
        Signal.MacroRequested macro => macro.Agent,
        Signal.ResolutionRequested resolution => resolution.Agent,
        Signal.EscalationTold told => told.Agent,
        Signal.SnoozeRequested snooze => snooze.Agent,
        Signal.OneTouchRequested oneTouch => oneTouch.Agent,
        _ => null,
    };
}
