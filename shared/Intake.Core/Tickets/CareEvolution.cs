using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds what happens to an inquiry from its receipt to the client's word on its resolution.</summary>
internal static class CareEvolution
{
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        Referenced r => t with { Reference = r.Reference },
        Categorised c => t with { Category = c.Category, Priority = c.Priority },
        LinkedToEarlier l => t with { Follows = t.Follows ?? l.Earlier },
        ReceiptConfirmed r => t with { Receipt = new Receipt(r.Effect, r.Due, Pending: true) },
        Escalated x => t with { Escalation = new Escalation(x.At, x.Agent, x.Reason, Estimate: null) },
        EscalationTold told when t.Escalation is { } escalation => t with { Escalation = escalation with { Estimate = told.Estimate } },
        ResolutionSent r => t with { Resolution = new Resolution(r.At, r.Agent, r.Effect, Ask: null, Content: null, Score: null) },
        SatisfactionAsked a when t.Resolution is { } resolution => t with { Resolution = resolution with { Ask = a.Effect } },
        SatisfactionAnswered a when t.Resolution is { } resolution => t with { Resolution = resolution with { Content = a.Content, Score = a.Score } },
        EffectDelivered d => Settled(t, d.Effect),
        EffectRefused r => Settled(t, r.Effect),
        EffectDropped d => Settled(t, d.Effect),
        _ => MacroEvolution.Apply(t, e),
    };

    private static Ticket Settled(Ticket t, string effect) => t.Receipt is { Pending: true } receipt && receipt.Effect == effect ? t with { Receipt = receipt with { Pending = false } } : t;
}
