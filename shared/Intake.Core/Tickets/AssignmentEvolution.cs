using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds whose a ticket is, by assignment or by hand.</summary>
internal static class AssignmentEvolution
{
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        Assigned a => t with { Owner = a.Agent, AssessedAt = a.By is null ? t.AssessedAt : t.AssessedAt ?? a.At, Routing = Of(t) with { Agent = a.Agent, Why = a.Why, By = a.By } },
        SentToPod s => t with { Owner = null, Routing = Of(t) with { Pod = s.Pod, Agent = null, Why = null, By = null, Bounces = Of(t).Bounces + 1 } },
        LeadAsked l => t with { Routing = Of(t) with { Lead = new LeadQuestion($"l{t.Sequence}", l.Agent, l.Lead, l.Words, l.At) } },
        LeadAnswered => t with { Routing = Of(t) with { Lead = null } },
        _ => CareEvolution.Apply(t, e),
    };

    private static Routing Of(Ticket t) => t.Routing ?? new Routing();
}
