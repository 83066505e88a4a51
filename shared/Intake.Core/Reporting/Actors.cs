using Intake.Tickets;
using static Intake.Tickets.TicketEvent;

namespace Intake.Reporting;

/// <summary>Who did something by hand.</summary>
internal static class Actors
{
    /// <summary>The agent whose act an event is; null when it is a client's, a timer's or the system's.</summary>
    public static string? Of(TicketEvent e) => e switch
    {
        Replied replied => replied.Agent,
        Noted noted => noted.Agent,
        CallAnswered answered => answered.Agent,
        CallMade made => made.Agent,
        StageChanged moved => moved.Agent,
        Closed closed => closed.Agent,
        OwnerSet owner => owner.Agent,
        UrgencySet urgency => urgency.Agent,
        Categorised categorised => categorised.Agent,
        Retitled retitled => retitled.Agent,
        Confirmed confirmed => confirmed.Agent,
        Assigned assigned => assigned.By,
        SentToPod sent => sent.Agent,
        LeadAsked asked => asked.Agent,
        LeadAnswered answered => answered.Agent,
        Tagged tagged => tagged.Agent,
        TaskDone done => done.Agent,
        Escalated escalated => escalated.Agent,
        EscalationTold told => told.Agent,
        Handled handled => handled.Agent,
        AlertTaken taken => taken.By.Id,
        HandOverAccepted accepted => accepted.Agent,
        Bounced bounced => bounced.Agent,
        HeadsUpSent sent => sent.Agent,
        _ => null,
    };
}
