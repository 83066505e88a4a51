using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>What became of what we sent. A page that cannot get through is said aloud in the room, at once.</summary>
internal static class FromOutside
{
    public static void Settled(Draft draft, Signal.EffectSettled signal)
    {
        var (effect, kind) = (signal.Effect, Kind(signal.Effect));
        switch (signal.Outcome)
        {
            case Outcome.Delivered delivered:
                draft.Happened(new EffectDelivered(effect.Id, kind, effect.Target, delivered.Receipt, signal.Repeat) { At = signal.At, RecordedAt = draft.Now, Clause = effect.Clause });
                if (effect is Effect.PostToSlack { Alert: not null })
                {
                    Alerts.SettleLate(draft, effect.Id);
                }

                Handoffs.Delivered(draft, effect.Id);
                Passes.Delivered(draft, effect.Id);
                Evidence.TellPhone(draft);

                break;
            case Outcome.TryAgain again:
                draft.Happened(new EffectDelayed(effect.Id, kind, effect.Target, again.At, again.Why) { At = signal.At, RecordedAt = draft.Now, Clause = effect.Clause });
                break;
            case Outcome.Dropped dropped:
                draft.Happened(new EffectDropped(effect.Id, kind, effect.Target, dropped.Why) { At = signal.At, RecordedAt = draft.Now, Clause = effect.Clause });
                if (effect is not Effect.SendToClient { UnlessHeardSince: not null })
                {
                    LoseAnswer(draft, effect, dropped.Why);
                }

                NotSent(draft, effect.Id, dropped.Why);
                break;
            case Outcome.Refused refused:
                draft.Happened(new EffectRefused(effect.Id, kind, effect.Target, refused.Why) { At = signal.At, RecordedAt = draft.Now, Clause = effect.Clause });
                SayItFailed(draft, effect, refused.Why);
                NotSent(draft, effect.Id, refused.Why);
                break;
        }
    }

    public static void Reported(Draft draft, Signal.DeliveryReported report)
    {
        if (!draft.Ticket.Exists)
        {
            return;
        }

        draft.Happened(new EffectReported(report.Effect, report.Receipt, report.Failed, report.Status) { At = report.At, RecordedAt = draft.Now, Clause = "intake" });
        if (report.Failed)
        {
            NotSent(draft, report.Effect, report.Status);
            Post(draft, $"A message for {draft.Ticket.Title} did not arrive ({report.Status}). Reach them another way. Ticket {draft.Ticket.Id}.", "intake");
            if (draft.Ticket.LastAnswer == report.Effect && draft.Ticket.IsOpen)
            {
                draft.Happened(new AnswerLost(report.Effect) { At = draft.Now, RecordedAt = draft.Now, Clause = draft.Channel.Clause });
            }
        }
    }

    /// <summary>What leaned on its having been sent.</summary>
    private static void NotSent(Draft draft, string effect, string why)
    {
        HeadsUps.NotSent(draft, effect, why);
        Passes.NotDelivered(draft, effect, why);
        Attempts.NotSent(draft, effect, why);
    }

    private static void SayItFailed(Draft draft, Effect effect, string why)
    {
        switch (effect)
        {
            case Effect.SendSms sms:
                Post(draft, $"Could not page {sms.To.Name} by SMS ({why}): {draft.Ticket.Title}. Ticket {draft.Ticket.Id}.", effect.Clause);
                break;
            case Effect.PostToSlack { Page: true } page when !draft.Playbook.Rooms.ContainsKey(page.Room):
                Post(draft, $"Could not page {page.Room} in Slack ({why}): {draft.Ticket.Title}. Ticket {draft.Ticket.Id}.", effect.Clause);
                break;
            case Effect.SendToClient:
                LoseAnswer(draft, effect, why);
                break;
        }
    }

    private static void LoseAnswer(Draft draft, Effect effect, string why)
    {
        if (effect is Effect.SendToClient { Automatic: false })
        {
            LoseAnswer(draft, effect.Id, why, effect.Clause);
        }
        else if (effect is Effect.SendToClient)
        {
            SayLost(draft, why, effect.Clause);
        }
    }

    /// <summary>The client has heard nothing after all: said aloud, and the agent's answer counts no more.</summary>
    public static void LoseAnswer(Draft draft, string answer, string why, string clause)
    {
        SayLost(draft, why, clause);
        if (draft.Ticket.IsOpen)
        {
            draft.Happened(new AnswerLost(answer) { At = draft.Now, RecordedAt = draft.Now, Clause = clause });
        }
    }

    private static void SayLost(Draft draft, string why, string clause) =>
        Post(draft, $"A message to {draft.Ticket.Client.Shown} has NOT gone out ({why}). Reach them another way: {draft.Ticket.Client.Address}. {draft.Ticket.Title}. Ticket {draft.Ticket.Id}.", clause);

    private static void Post(Draft draft, string text, string clause) =>
        draft.Do(new Effect.PostToSlack(Alerts.DefaultRoom(draft), text, null, Page: true, []) { Clause = clause });

    private static string Kind(Effect effect) => effect switch
    {
        Effect.PostToSlack => EffectKinds.PostToSlack,
        Effect.UpdateSlack => EffectKinds.UpdateSlack,
        Effect.SendSms => EffectKinds.SendSms,
        Effect.SendToClient => EffectKinds.SendToClient,
        Effect.MirrorTicket => EffectKinds.MirrorTicket,
        Effect.MirrorContact => EffectKinds.MirrorContact,
        Effect.MirrorNote => EffectKinds.MirrorNote,
        Effect.LookUpAccount => EffectKinds.LookUpAccount,
        _ => EffectKinds.Tell,
    };
}
