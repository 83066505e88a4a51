using Intake.OnCall;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What the team does on a ticket, asked of Intake or seen elsewhere.</summary>
internal static class FromAgent
{
    public static void Requested(Draft draft, Signal.TicketRequested signal)
    {
        if (draft.Ticket is { Exists: true, Draft: false })
        {
            draft.Refuse(draft.Playbook.ClauseOf("by-hand"), "This is a ticket already.", "Send the request without a draft's id to make another.");
            return;
        }

        if (signal.Title is { } wanted && Titles.Wrong(draft, wanted) is { } wrong)
        {
            draft.Refuse(wrong.Clause, wrong.Why, wrong.Remedy);
            return;
        }

        if (draft.Ticket.Exists)
        {
            Drafts.Confirm(draft, signal.Agent, signal.Summary);
        }
        else
        {
            FromClient.Open(draft, signal.Channel, signal.Client, signal.Source ?? $"{draft.Playbook.Channels[signal.Channel].Title}, by hand", signal.Summary, signal.Agent, byHand: false, hubSpotId: null);
            if (signal.Waits)
            {
                FromClient.Told(draft, signal);
            }
            else
            {
                FromClient.Sort(draft, signal.Summary);
            }
        }

        if (signal.Title is { } title && title != draft.Ticket.Title)
        {
            draft.Happened(new Retitled(title, signal.Agent) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        }

        if (signal.Urgency is { } urgency && urgency != draft.Ticket.Urgency)
        {
            Set(draft, urgency, signal.Agent, "as stated by the agent");
        }

        AddNote(draft, signal.Agent, signal.Note, draft.Playbook.TitleClause);
    }

    public static void Reply(Draft draft, Signal.ReplyRequested signal)
    {
        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Channel.Clause, "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if ((ClientMessages.Unreachable(draft) ?? Macros.InOwnWords(draft, signal) ?? MoveRules.Refusal(Checks.Before(draft, Playbooks.Check.Reply, signal.Text))) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else
        {
            Snoozes.Leave(draft);
            var effect = draft.SendToClient(signal.Text, template: null, draft.Channel.Clause, automatic: false);
            Answered(draft, signal.Agent, signal.Text, template: null, effect, draft.Channel.Clause);
        }
    }

    /// <summary>Typed in HubSpot: it reaches the client as ours do, whoever waits on the phone at the same number included (TS-A3).</summary>
    public static void Seen(Draft draft, Signal.ReplySeen signal)
    {
        if (draft.Ticket.IsOpen)
        {
            Answered(draft, signal.Agent, signal.Text, template: null, effect: null, draft.Channel.Clause);
        }

        Evidence.TellPhone(draft);
    }

    /// <summary>The team wrote to the client: what that promises, and what it lets follow.</summary>
    public static void Answered(Draft draft, string? agent, string text, string? template, string? effect, string clause)
    {
        Said(draft, agent, text, template, effect, clause);
        Promises.Heard(draft, agent, text, effect);
        Escalations.Heard(draft, agent, text);
        Reminders.AfterMessage(draft);
    }

    public static void Said(Draft draft, string? agent, string text, string? template, string? effect, string clause)
    {
        draft.Happened(new Replied(agent, text, template, effect) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"{agent ?? (template is null ? "Agent" : "Intake")} to {draft.Ticket.Client.Shown}: {text}", clause);
        if (agent is not null && effect is not null)
        {
            Engage(draft, agent, inOwnWords: template is null);
        }
    }

    /// <summary>Whoever answers a client nobody owns has the ticket, and who answers an emergency in their own words has taken it: no need to press a button too.</summary>
    private static void Engage(Draft draft, string agent, bool inOwnWords)
    {
        if (draft.Ticket.Owner is null)
        {
            draft.Happened(new OwnerSet(agent, agent, SeenIn: null) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        }

        if (inOwnWords && draft.Ticket.Emergency is { } emergency)
        {
            var person = draft.Signal.Facts.OnCall.Values.SelectMany(people => people).FirstOrDefault(person => person.Id == agent) ?? new Person(agent, agent);
            foreach (var alert in draft.Ticket.Alerts.Where(alert => alert.Episode == emergency.Episode && alert is { Ended: false, Taken: null }))
            {
                Alerts.Take(draft, new Signal.AlertAcknowledged(alert.Id, person, "answer") { Id = draft.Signal.Id, At = draft.Signal.At, ReceivedAt = draft.Signal.ReceivedAt });
            }
        }
    }

    public static void SendTemplate(Draft draft, Signal.TemplateRequested signal)
    {
        if (draft.Ticket.IsOpen && draft.Playbook.Promises?.Holding == signal.Template && ClientMessages.Unreachable(draft) is null)
        {
            var text = draft.Say(signal.Template);
            var effect = draft.SendToClient(text, signal.Template, draft.Playbook.Promises.Clause, automatic: false);
            Answered(draft, signal.Agent, text, signal.Template, effect, draft.Playbook.Promises.Clause);
        }
        else if (!draft.Ticket.IsOpen || (draft.Playbook.Emergency?.Template != signal.Template && draft.Playbook.Promises?.Holding != signal.Template))
        {
            draft.Refuse(draft.Playbook.Emergency?.TemplateClause ?? "intake", "There is no such text to send on this ticket.", "The emergency text and the holding text can be sent on an open ticket.");
        }
        else if (ClientMessages.Unreachable(draft) is { } why)
        {
            draft.Refuse(why.Clause, why.Why, why.Remedy);
        }
        else if (draft.Playbook.Emergency?.Template == signal.Template && draft.Ticket.Emergency is { TextSent: false })
        {
            Emergencies.SendText(draft, signal.Agent);
        }
    }

    public static void Note(Draft draft, Signal.NoteWritten signal)
    {
        AddNote(draft, signal.Agent, signal.Text, draft.Playbook.ClauseOf("notes"));
        Exceptions.Noted(draft, signal);
    }

    public static void Own(Draft draft, Signal.OwnerChanged signal)
    {
        if (draft.Playbook.Assignment is { } rules && signal.SeenIn is null)
        {
            draft.Refuse(rules.ByHand.Clause, "Here a ticket is given to a person with a reason.", "Use POST /api/tickets/{id}/assign, or POST /api/tickets/{id}/pod for another pod.");
        }
        else if (draft.Ticket.Owner != signal.Owner && Batons.MayOwn(draft, signal))
        {
            draft.SeenInHubSpot = signal.SeenIn is not null;
            draft.Happened(new OwnerSet(signal.Owner, signal.Agent, signal.SeenIn) { At = signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.TitleClause });
        }
    }

    public static void Overrule(Draft draft, Signal.UrgencyOverruled signal)
    {
        if (!draft.Ticket.IsOpen)
        {
            draft.Refuse(draft.Playbook.ClauseOf("overrule"), "The ticket is closed.", "Move it back to an open stage first.");
        }
        else if (signal.Urgency != draft.Ticket.Urgency)
        {
            Set(draft, signal.Urgency, signal.Agent, signal.Reason);
        }
    }

    public static void AddNote(Draft draft, string agent, string text, string clause)
    {
        draft.Happened(new Noted(agent, text) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        draft.Note($"{agent}: {text}", clause);
    }

    public static void Set(Draft draft, Urgency urgency, string agent, string reason)
    {
        var before = draft.Ticket.Emergency;
        draft.Happened(new UrgencySet(urgency, agent, reason) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = draft.Playbook.ClauseOf("overrule") });
        draft.Note($"{agent} set the urgency to {urgency}: {reason}", draft.Playbook.ClauseOf("overrule"));
        Categories.Follow(draft, agent, reason);
        if (before is null && draft.Ticket.Emergency is not null)
        {
            Emergencies.Begin(draft);
        }
    }
}
