using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>An SMS to the number we page from that acknowledges nothing (TS-T6): a client's goes on their ticket, any other is dismissed with the reason.</summary>
public sealed partial class FrontDoor
{
    private async Task TextedUs(Inbound.SmsReply reply, Wake wake, CancellationToken cancel)
    {
        if (shelf.People.Any(person => person.Sms == reply.From))
        {
            await ledger.Dismiss(reply, "a text of the team without a valid code", cancel);
        }
        else if (await Known(reply.From, cancel) is { } thread && shelf.ChannelOf(ChannelKind.Phone, []) is { } phone)
        {
            var message = new Message(reply.Delivery, "sms", string.IsNullOrWhiteSpace(reply.Text) ? "[no text]" : reply.Text);
            await ToThread([thread], Stamp(reply, new Signal.MessageArrived(phone.Channel.Name, new Client(null, reply.From, reply.From), message, "SMS to the number we page from") { Facts = Begins(phone) }), wake, cancel);
        }
        else
        {
            await ledger.Dismiss(reply, "a text from a number no client is known by", cancel);
        }
    }

    /// <summary>The thread a client with this number is known by.</summary>
    private async Task<string?> Known(string number, CancellationToken cancel)
    {
        foreach (var thread in (string[])[PointerKeys.Phone(number), $"wa:{number}"])
        {
            if (await pointers.Find(thread, cancel) is not null)
            {
                return thread;
            }
        }

        return null;
    }
}
