using System.Diagnostics;
using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.WhatsApp;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors;

/// <summary>Takes an effect to whoever sends its kind. What one ticket tells another never leaves Intake and does not come here.</summary>
public sealed class EffectSender(SlackSender slack, WhatsAppSender whatsApp, EmailSender email, SmsSender sms, HubSpotMirror hubSpot, HubSpotChat? chat = null)
{
    /// <summary>Makes one attempt and says what became of it.</summary>
    public async Task<Outcome> Send(Effect effect, Sending sending, Playbook playbook, CancellationToken cancel)
    {
        // An attempt that got no answer may have got through. Where the provider can be asked, asking is cheaper than waking somebody twice;
        // before a marked repeat, the caller has asked already.
        if (sending is { Attempt: > 1, Repeat: false } && await Find(effect, sending, cancel) is { } found)
        {
            return found;
        }

        return effect switch
        {
            Effect.PostToSlack post => await slack.Send(post, sending, cancel),
            Effect.UpdateSlack update => await slack.Send(update, sending, cancel),
            Effect.SendSms page => await sms.Send(page, sending, cancel),
            Effect.SendToClient message => await Send(message, playbook.Channels[message.Channel].Kind, sending, cancel),
            Effect.MirrorTicket ticket => await hubSpot.Send(ticket, sending, playbook, cancel),
            Effect.MirrorContact contact => await hubSpot.Send(contact, sending, cancel),
            Effect.MirrorNote note => await hubSpot.Send(note, sending, cancel),
            _ => throw new UnreachableException($"{effect.GetType().Name} is not sent to anybody outside."),
        };
    }

    /// <summary>
    /// Looks for what an attempt without outcome may have left with its provider. Only Slack can be asked; replacing a post and writing to
    /// HubSpot may be done twice, and of the rest only their later reports tell.
    /// </summary>
    public async Task<Outcome.Delivered?> Find(Effect effect, Sending sending, CancellationToken cancel) =>
        effect is Effect.PostToSlack post ? await slack.Find(post, sending, cancel) : null;

    private Task<Outcome> Send(Effect.SendToClient message, ChannelKind kind, Sending sending, CancellationToken cancel) => kind switch
    {
        ChannelKind.WhatsApp or ChannelKind.WhatsAppGroup => whatsApp.Send(message, kind, sending, cancel),
        ChannelKind.Email => email.Send(message, sending, cancel),
        ChannelKind.Phone => sms.Send(message, sending, cancel),
        ChannelKind.Chat => chat?.Send(message, sending, cancel) ?? throw new UnreachableException("Nobody sends into chats here."),
    };
}
