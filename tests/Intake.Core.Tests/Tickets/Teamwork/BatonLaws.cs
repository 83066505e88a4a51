using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Clocks;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>What must hold whatever five people of three departments and a customer do on one ticket, in whatever order.</summary>
[Trait("Clause", "XD-4")]
public sealed class BatonLaws
{
    private static readonly string[] Agents = ["cora", "colin", "mara", "dan", "faye"];

    private static readonly string[] To = [.. Agents, "customer-service", "web-design", "billing"];

    [Property(MaxTest = 300)]
    public Property Only_who_has_it_works_on_it() => ForAllHistories((desk, before, decision) =>
        decision.Events.OfType<Replied>().All(reply => before is null || before.Person is null || before.Person == reply.Agent).Label("somebody else answered")
            .And((desk.Ticket is not { IsOpen: true } open || open.Baton is { } baton && baton.Person == open.Owner).Label("the holder is not the owner"))
            .And(decision.Events.OfType<BatonPassed>().All(pass => pass.Pass.Person is not null || desk.Ticket.Owner is null).Label("a department has it, and a person too")));

    [Property(MaxTest = 300)]
    public Property Replayed_it_is_the_same_and_the_clock_is_never_in_the_past() => ForAllHistories((desk, _, _) =>
    {
        var stored = desk.Events.Select(e => JsonSerializer.Deserialize<TicketEvent>(JsonSerializer.Serialize(e, StoredJson.Options), StoredJson.Options)!);
        var replayed = TripSupport.Written(Evolution.Replay(desk.Ticket.Id, stored)) == TripSupport.Written(desk.Ticket);
        var readBack = TripSupport.Written(JsonSerializer.Deserialize<Ticket>(TripSupport.Written(desk.Ticket), StoredJson.Options)!) == TripSupport.Written(desk.Ticket);
        desk.Ring();
        return replayed.Label("the replayed state differs").And(readBack.Label("reading back changed it"))
            .And((FlightPlan.NextDue(CrossDepartment.Playbook, desk.Ticket) is not { } due || due > desk.Now).Label("a timer stayed due"));
    });

    [Property(MaxTest = 300)]
    public Property Every_refusal_names_its_clause_and_the_remedy_and_changes_nothing() => ForAllHistories((_, _, decision) =>
        (decision.Refusal is not { } refusal || (refusal.Why.Length > 0 && refusal.Remedy.Length > 0 && decision.Events.IsEmpty && decision.Effects.IsEmpty && CrossDepartment.Playbook.Clauses.ContainsKey(refusal.Clause))).Label($"{decision.Refusal}"));

    private static Property ForAllHistories(Func<TripSupport, Baton?, Decision, Property> holds) => Prop.ForAll(History().ToArbitrary(), history =>
    {
        var desk = CrossDepartment.Asked();
        var verdict = true.ToProperty();
        foreach (var (minutes, who, what, to) in history)
        {
            desk.SleepsFor(Duration.FromMinutes(minutes));
            var (before, said) = (desk.Ticket.Baton, desk.Decisions.Count);
            Do(desk, Agents[who], what, To[to]);
            verdict = verdict.And(holds(desk, before, desk.Decisions[said]));
        }

        return verdict;
    });

    private static void Do(TripSupport desk, string agent, int what, string to)
    {
        Action act = what switch
        {
            0 => () => desk.Mails("Any news?"),
            1 => () => desk.Takes(agent),
            2 => () => desk.Hear(new Signal.OwnerChanged(agent, null)),
            3 => () => desk.Replies(agent),
            4 or 5 => () => desk.Opens(agent),
            6 or 7 => () => desk.Passes(agent, to, back: agent == "cora"),
            8 => () => desk.Passes(agent, to, tasks: ["Look at it"]),
            9 => () => desk.Tasks(agent, "Do this"),
            10 => () => desk.Hear(new Signal.TaskFinished(agent, desk.Ticket.Tasks is [var first, ..] ? first.Id : "none", null)),
            11 => () => desk.Stage(agent, "waiting"),
            12 => () => desk.MailsAgain(agent),
            13 => () => desk.CallsInVain(agent, "2026-03-02 09:00"),
            14 => () => desk.Hear(new Signal.BounceRequested(agent, "Not ours.")),
            15 => () => desk.Hear(new Signal.HeadsUpRequested(agent, null)),
            16 => () => desk.Stage(agent, "closed", "Done."),
            17 => () => desk.Hear(new Signal.OwnerChanged("HubSpot", agent, "hubspot")),
            _ => () => desk.Stage(agent, "in-progress"),
        };
        act();
    }

    private static Gen<(int Minutes, int Who, int What, int To)[]> History() =>
        (from minutes in Gen.Elements(1, 30, 300, 1500, 6000)
         from who in Gen.Choose(0, Agents.Length - 1)
         from what in Gen.Choose(0, 18)
         from to in Gen.Choose(0, To.Length - 1)
         select (minutes, who, what, to)).ArrayOf().Resize(40);
}
