using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Simulation;

/// <summary>Counts what a simulated desk does.</summary>
internal sealed class Tally(Playbook playbook, bool keepsLog)
{
    private readonly Dictionary<TicketId, Story> _stories = [];

    public List<SimulatedPage> Pages { get; } = [];

    public List<SimulatedBreach> Breaches { get; } = [];

    public List<SimulatedRefusal> Refusals { get; } = [];

    public List<Outgoing> Log { get; } = [];

    public int Signals { get; private set; }

    public int LeadingNowhere { get; private set; }

    public int Effects { get; private set; }

    public void Heard(Signal _) => Signals++;

    public void Nowhere(Signal _) => LeadingNowhere++;

    public void Refused(Ticket ticket, Signal signal, Refusal refusal, Instant now) => Refusals.Add(new SimulatedRefusal(now, ticket.Id, signal.GetType().Name, refusal.Clause, refusal.Why));

    public void Happened(TicketId id, Ticket ticket, TicketEvent e)
    {
        var story = _stories.TryGetValue(id, out var known) ? known : _stories[id] = new Story();
        switch (e)
        {
            case TicketEvent.AutoReplied:
                story.AutoReplies++;
                break;
            case TicketEvent.Reminded:
                story.Reminders++;
                break;
            case TicketEvent.MessageReceived or TicketEvent.CallMissed or TicketEvent.CallAnswered:
                story.Asked ??= e.At;
                story.Contacts++;
                break;
            case TicketEvent.Replied or TicketEvent.CallMade:
                story.Answered ??= e.At;
                break;
            case TicketEvent.TimerFired { Kind: var kind } fired when Breached(kind) is { } what:
                Breaches.Add(new SimulatedBreach(fired.Due, id, ticket.Title, ticket.Urgency, e.Clause, what));
                story.Breaches++;
                break;
        }

        if (ticket.Urgency > story.Urgency)
        {
            story.Urgency = ticket.Urgency;
        }
    }

    public void Sent(TicketId id, Ticket ticket, Effect effect, Instant now)
    {
        Effects++;
        if (keepsLog)
        {
            Log.Add(new Outgoing(now, id, effect));
        }

        // A page goes by SMS and Slack at once: it wakes one person, once.
        var person = effect switch
        {
            Effect.SendSms sms => sms.To.Id,
            Effect.PostToSlack { Page: true } post when !playbook.Rooms.ContainsKey(post.Room) => post.Room,
            _ => null,
        };
        if (person is not null)
        {
            Pages.Add(new SimulatedPage(now, person, id, effect.Clause));
            _stories[id].Pages++;
        }
    }

    public TicketOutcome Of(Ticket ticket)
    {
        var story = _stories[ticket.Id];
        return new TicketOutcome(
            ticket.Id, ticket.Title, ticket.Channel, story.Urgency, ticket.Stage, ticket.OpenedAt, ticket.ClosedAt, ticket.Generation,
            story is { Asked: { } asked, Answered: { } answered } && answered >= asked ? answered - asked : null, story.Contacts, story.Pages, story.Breaches, story.AutoReplies, story.Reminders);
    }

    /// <summary>A limit the SOP sets was not kept; the other timers only ask or remind.</summary>
    private static string? Breached(TimerKind kind) => kind switch
    {
        TimerKind.ResponseLimit => "answer",
        TimerKind.ResolutionLimit => "resolution",
        TimerKind.PromiseDue => "promise",
        _ => null,
    };

    private sealed class Story
    {
        public Urgency Urgency { get; set; }

        public Instant? Asked { get; set; }

        public Instant? Answered { get; set; }

        public int Contacts { get; set; }

        public int Pages { get; set; }

        public int Breaches { get; set; }

        public int AutoReplies { get; set; }

        public int Reminders { get; set; }
    }
}
