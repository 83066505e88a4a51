using Intake.Clocks;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>
/// The baton goes from hand to hand (XD-2, XD-3): read, with synopsis and breakdown, own tasks done first or the ticket asked back; to another department
/// only once the client has been told (XD-6).
/// </summary>
internal static class Passes
{
    public static void Request(Draft draft, Signal.PassRequested signal)
    {
        if (draft.Playbook.Baton is not { } rules)
        {
            draft.Refuse("intake", "In this playbook nothing is passed on.", "Add the section \"baton\" to it, or set an owner with POST /api/tickets/{id}/owner.");
            return;
        }

        if (draft.Ticket is not { IsOpen: true, Baton: { } baton })
        {
            draft.Refuse(rules.Clause, draft.Ticket.Draft ? "It is a draft." : "The ticket is closed.", draft.Ticket.Draft ? "Create the ticket first." : "Move it back to an open stage first.");
            return;
        }

        if (!Batons.Has(draft, rules, baton, signal.Agent))
        {
            Batons.RefuseSecond(draft, rules, baton);
            return;
        }

        var (person, department) = Target(draft, rules, baton, signal);
        var expected = signal.Expected is { } said ? SpokenTimes.Find(said, draft.Now.InZone(draft.Playbook.Zone)) : null;
        if ((Wrong(draft, rules, baton, signal, person, department) ?? Late(rules, signal, expected)) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
            return;
        }

        foreach (var task in signal.Tasks)
        {
            Tasks.Add(draft, new TicketTask(Tasks.NextId(draft), task, signal.Agent, signal.At, Due: null, rules.TasksClause) { For = department }, ofStage: false);
        }

        var back = expected?.At ?? (signal.Back ? rules.Back.Counting.Due(draft.Now, rules.Back.Within, draft.Channel.Monitored) : (Instant?)null);
        Begin(draft, rules, new Pass(signal.Agent, person, department!, signal.Synopsis, signal.Breakdown, signal.NotRequired, back), signal.HeadsUp);
    }

    /// <summary>The client knows: the pass that waited for it goes, unless the client has written since.</summary>
    public static void Delivered(Draft draft, string effect)
    {
        if (draft.Playbook.Baton is not { } rules || draft.Ticket is not { IsOpen: true, Baton.Held: { } held } || held.Effect != effect)
        {
            return;
        }

        if (draft.Ticket.LastClientAt > held.Since)
        {
            Drop(draft, rules, $"{draft.Ticket.Client.Shown} has written since");
        }
        else
        {
            Go(draft, rules, held.Pass);
        }
    }

    public static void NotDelivered(Draft draft, string effect, string why)
    {
        if (draft.Playbook.Baton is { } rules && draft.Ticket.Baton?.Held?.Effect == effect)
        {
            Drop(draft, rules, $"the heads-up has not gone out ({why})");
        }
    }

    public static void SayNotBack(Draft draft, PlannedTimer timer)
    {
        var (rules, baton) = (draft.Playbook.Baton!, draft.Ticket.Baton!);
        var from = draft.Signal.Facts.People.GetValueOrDefault(baton.FromPerson ?? "");
        Pipeline.Post(draft, rules.Back.Room, rules.Back.Template, timer.Clause, from?.Slack, ("teammate", Batons.Holder(draft, rules, baton)), ("due", Text.TimeOfDay(timer.Due, draft.Playbook.Zone, draft.Now)));
    }

    public static void Tell(Draft draft, BatonRules rules, string agent, string? person, string department, string words)
    {
        var (name, slack) = person is null ? (rules.Department(department).Title, rules.Department(department).Slack) : (Batons.Name(draft, person)!, draft.Signal.Facts.People.GetValueOrDefault(person)?.Slack);
        var text = draft.Say(rules.Passed.Template, ("teammate", name), ("party", Batons.Name(draft, agent)!), ("note", words));
        draft.Do(new Effect.PostToSlack(rules.Passed.Room, text, null, Page: false, person is null ? [new(SlackActions.TakeTicket, "Take it")] : []) { Clause = rules.Passed.Clause, Mention = slack });
    }

    private static void Begin(Draft draft, BatonRules rules, Pass pass, string? words)
    {
        if (draft.Playbook.HeadsUp is { } headsUp && pass.Department != rules.Own && pass.Department != draft.Ticket.Baton!.Department
            && draft.Ticket is { Internal: null, LastMessageId: not null } && !HeadsUps.Told(draft.Ticket) && ClientMessages.Unreachable(draft) is null)
        {
            var effect = HeadsUps.Send(draft, pass.Agent, words, headsUp.Handoff, headsUp.Clause, ("department", rules.Department(pass.Department).Title));
            draft.Happened(new PassHeld(pass, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = headsUp.Clause });
        }
        else
        {
            Go(draft, rules, pass);
        }
    }

    private static void Go(Draft draft, BatonRules rules, Pass pass)
    {
        draft.Happened(new BatonPassed(pass) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Synopsis.Clause });
        var back = pass.ExpectedBack is { } due ? $" Expected back {Text.TimeOfDay(due, draft.Playbook.Zone, draft.Now)}." : "";
        draft.Note($"{pass.Agent} passes this to {Batons.Name(draft, pass.Person) ?? rules.Department(pass.Department).Title}: {pass.Words}{back}", rules.Synopsis.Clause);
        Tell(draft, rules, pass.Agent, pass.Person, pass.Department, pass.Words);
    }

    private static void Drop(Draft draft, BatonRules rules, string why)
    {
        draft.Happened(new PassDropped(why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = rules.Clause });
        draft.Do(new Effect.PostToSlack(draft.Signal.Facts.Owner?.Slack ?? rules.Passed.Room, $"Not passed on: {why}. {draft.Ticket.Title}. Ticket {draft.Ticket.Id}.", null, Page: false, []) { Clause = rules.Clause });
    }

    /// <summary>To whom: given back to the department it came from, it is again whose it was.</summary>
    private static (string? Person, string? Department) Target(Draft draft, BatonRules rules, Baton baton, Signal.PassRequested signal) => signal switch
    {
        { To: { } to } => (to.Id, Batons.DepartmentOf(draft, rules, to.Id)),
        { Department: { } name } when rules.Departments.FirstOrDefault(department => department.Name == name) is { } department =>
            (department.Name == baton.FromDepartment && department.Name != baton.Department ? baton.FromPerson : null, department.Name),
        _ => (null, null),
    };

    private static Refusal? Wrong(Draft draft, BatonRules rules, Baton baton, Signal.PassRequested signal, string? person, string? department)
    {
        var (ticket, departments) = (draft.Ticket, string.Join(", ", rules.Departments.Select(known => known.Name)));
        if (department is null)
        {
            return new Refusal(rules.Clause, "It does not say to whom.", $"Send “to”: a person's id, or a department: {departments}.");
        }

        if (baton.Held is { } held)
        {
            return new Refusal(rules.Clause, $"It is on its way to {Batons.Name(draft, held.Pass.Person) ?? rules.Department(held.Pass.Department).Title} already.", "It goes as soon as the heads-up to the client has been delivered.");
        }

        if (person == baton.Person && department == baton.Department)
        {
            return new Refusal(rules.Clause, $"{Batons.Holder(draft, rules, baton)} has it already.", "Nothing to do.");
        }

        if (ticket.LastMessageId is { } newest && baton.Opened.GetValueOrDefault(signal.Agent) != newest)
        {
            return new Refusal(rules.ReadClause, "Read the entire ticket before assigning it out: you have not opened the newest message.", "Open it; POST /api/tickets/{id}/opened says that you have.");
        }

        return Unsaid(draft, rules, signal) ?? Undone(draft, rules, baton, signal, department);
    }

    /// <summary>"Don't pass an email to another department or person without adding the needed synopsis and breakdown required. Just a title is not enough."</summary>
    private static Refusal? Unsaid(Draft draft, BatonRules rules, Signal.PassRequested signal)
    {
        bool Says(string? text) => text is not null && !Mentions.IsOnly(text, [.. rules.Synopsis.Vague, draft.Ticket.Title]);
        var example = $"Write it like this: “{rules.Synopsis.Example}”.";
        if (draft.Ticket.Internal is not null)
        {
            return Says(signal.Synopsis) ? null : new Refusal(rules.Synopsis.Clause, "An internal ticket is not passed on without a synopsis.", $"Send “synopsis”. {example}");
        }

        return (Says(signal.Synopsis) && Says(signal.Breakdown)) || Says(signal.NotRequired)
            ? null
            : new Refusal(rules.Synopsis.Clause, "A client's e-mail is not passed on without synopsis and breakdown.", $"Send “synopsis” and “breakdown”, or why they are not required in “notRequired”. {example}");
    }

    /// <summary>Own tasks first and then over, or over and back: never over with work of one's own left behind.</summary>
    private static Refusal? Undone(Draft draft, BatonRules rules, Baton baton, Signal.PassRequested signal, string department)
    {
        if (department == baton.Department)
        {
            return null;
        }

        var open = draft.Ticket.Tasks.Where(task => task.HandedTo is null).ToList();
        var own = rules.Department(baton.Department).Title;
        if (open.FirstOrDefault(task => (task.For ?? rules.Own) == baton.Department) is { } left && !signal.Back && signal.Expected is null)
        {
            return new Refusal(rules.TasksClause, $"Task {left.Id} is still {own}'s: {left.Text}.", "Do it first; or send “back”: true to have the ticket back afterwards.");
        }

        return open.Count > 0 && signal.Tasks.IsEmpty && department != baton.FromDepartment && open.All(task => (task.For ?? rules.Own) != department)
            ? new Refusal(rules.TasksClause, $"The task list asks nothing of {rules.Department(department).Title}.", "Send “tasks”: what is asked of them.")
            : null;
    }

    private static Refusal? Late(BatonRules rules, Signal.PassRequested signal, SpokenTime? expected) => signal.Expected is { } said && expected is not { Past: false }
        ? new Refusal(rules.Back.Clause, $"“{said}” is {(expected is null ? "not a time" : "over")}.", "Write for example “tomorrow 10:00”, “Friday” or “2026-07-15 08:00”; without it, “back”: true expects it in a business day.")
        : null;
}
