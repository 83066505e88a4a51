using Intake.Connectors.HubSpot;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tickets;

/// <summary>
/// HubSpot's events only name things; here they are looked up and handed on. A ticket HubSpot made is adopted only when it carries no id of ours and
/// its channel is one HubSpot delivers; a message of a channel that reaches us directly is evidence only.
/// </summary>
public sealed class HubSpotEvents(FrontDoor door, Pointers pointers, HubSpotReader reader, TicketStore tickets, PlaybookShelf shelf, TimeProvider time)
{
    // After this long HubSpot will not tell us any more; the event is let go.
    private static readonly Duration Patience = Duration.FromDays(3);

    /// <summary>When to look again; null when done.</summary>
    public async Task<Instant?> Finish(Inbound input, Instant receivedAt, Wake wake, CancellationToken cancel)
    {
        var looks = 1 + (int)Math.Min(20, (time.Now() - receivedAt).TotalMinutes);
        var next = input switch
        {
            Inbound.HubSpotMessage message => await Message(message, looks, wake, cancel),
            Inbound.HubSpotTicketMade made => await Made(made, looks, wake, cancel),
            Inbound.HubSpotPropertyChanged changed => await Changed(changed, looks, wake, cancel),
            _ => null,
        };
        return next is { } at && at - receivedAt < Patience ? at : null;
    }

    private async Task<Instant?> Message(Inbound.HubSpotMessage input, int looks, Wake wake, CancellationToken cancel)
    {
        switch (await reader.FetchMessage(input.Thread, input.MessageId, looks, cancel))
        {
            case Fetched<ConversationMessage>.TryAgain again:
                return again.At;
            case Fetched<ConversationMessage>.Found { Value: { FromClient: true } message }:
                await FromClient(input, message, wake, cancel);
                return null;
            case Fetched<ConversationMessage>.Found { Value: { FromAgent: true } message }:
                await FromAgent(input, message, wake, cancel);
                return null;
            default:
                return null;
        }
    }

    private async Task FromClient(Inbound.HubSpotMessage input, ConversationMessage message, Wake wake, CancellationToken cancel)
    {
        // A portal has channels that are none of the SOP's.
        if (Kind(message.ChannelId) is not { } kind || shelf.ChannelOf(kind, []) is null)
        {
            return;
        }

        var phone = message.SenderPhone;
        var address = kind switch
        {
            ChannelKind.Email => message.SenderEmail,
            ChannelKind.Chat => message.Thread,
            _ => phone,
        };
        var name = message.SenderName ?? (kind == ChannelKind.Chat ? message.SenderEmail ?? "A visitor" : null);
        var client = new Client(name, address, phone, message.SenderEmail);
        var text = message.Text.Length > 0 ? message.Text : "[no text]";
        var threads = new List<string> { $"hsc:{message.Thread}" };
        if (message.TicketHubSpotId is { } ticket)
        {
            threads.Add(PointerKeys.HubSpot(ticket));
        }

        if (kind == ChannelKind.WhatsApp && phone is not null)
        {
            threads.Add($"wa:{phone}");
        }

        await door.Wrote(new Inbound.FromClient(kind, [.. threads], client, new Message(message.Id, "text", text), Automatic: false, "HubSpot") { Delivery = input.Delivery, At = message.CreatedAt ?? input.At, ReceivedAt = input.ReceivedAt }, Route.HubSpot, wake, cancel);
    }

    private async Task FromAgent(Inbound.HubSpotMessage input, ConversationMessage message, Wake wake, CancellationToken cancel)
    {
        string?[] threads = [$"hsc:{message.Thread}", message.TicketHubSpotId is { } ticket ? PointerKeys.HubSpot(ticket) : null];
        await door.ToKnown([.. threads.OfType<string>()], door.Stamp(input with { At = message.CreatedAt ?? input.At }, new Signal.ReplySeen(message.SenderName, message.Text, message.Id)), wake, cancel);
    }

    private async Task<Instant?> Made(Inbound.HubSpotTicketMade input, int looks, Wake wake, CancellationToken cancel)
    {
        switch (await reader.FetchTicket(input.HubSpotId, looks, cancel))
        {
            case Fetched<HubSpotTicket>.TryAgain again:
                return again.At;
            case Fetched<HubSpotTicket>.Found { Value: { IntakeTicketId: null } ticket } when Adopting(ticket.Source) is { } served:
                var signal = door.Stamp(input, new Signal.TicketAdopted(served.Channel.Name, new Client(null, null), ticket.Subject ?? "No subject", ticket.Content ?? "", ticket.Id) { Facts = FrontDoor.Begins(served) });
                await door.ToThread([PointerKeys.HubSpot(ticket.Id)], signal, wake, cancel);
                return null;
            default:
                return null;
        }
    }

    private async Task<Instant?> Changed(Inbound.HubSpotPropertyChanged input, int looks, Wake wake, CancellationToken cancel)
    {
        if (await pointers.Find(PointerKeys.HubSpot(input.HubSpotId), cancel) is not { } pointer)
        {
            return null;
        }

        switch (input.Property)
        {
            case "hs_pipeline_stage" when input.Value is { } id:
                var label = await reader.StageName(id, looks, cancel);
                if (label is Fetched<string>.TryAgain later)
                {
                    return later.At;
                }

                if (label is Fetched<string>.Found { Value: var name } && (await PlaybookOf(pointer.Ticket, cancel)).Stages.FirstOrDefault(stage => HubSpotDirectory.SameLabel(stage.Label, name)) is { } stage)
                {
                    await door.Hand(pointer.Ticket, door.Stamp(input, new Signal.StageMoved("HubSpot", stage.Name, null, "hubspot")), wake, cancel);
                }

                return null;
            case "hubspot_owner_id":
                // Without a value the owner was removed.
                var owner = input.Value is { } value ? await reader.OwnerPerson(value, looks, cancel) : null;
                if (owner is Fetched<OnCall.Person>.TryAgain again)
                {
                    return again.At;
                }

                var person = (owner as Fetched<OnCall.Person>.Found)?.Value.Id;
                if (person is not null || owner is null)
                {
                    await door.Hand(pointer.Ticket, door.Stamp(input, new Signal.OwnerChanged("HubSpot", person, "hubspot")), wake, cancel);
                }

                return null;
            case "subject" when input.Value is { } title:
                foreach (var said in await Titled(pointer.Ticket, title, cancel))
                {
                    // Two things may be said by one event: each has its own key.
                    var signal = door.Stamp(input, said);
                    await door.Hand(pointer.Ticket, said is Signal.TitleSet ? signal with { Id = $"{signal.Id}:title" } : signal, wake, cancel);
                }

                return null;
            default:
                return null;
        }
    }

    private async Task<Playbook> PlaybookOf(TicketId id, CancellationToken cancel) => await shelf.For((await tickets.Load(id, cancel)).Ticket, cancel);

    private async Task<IEnumerable<Signal>> Titled(TicketId id, string title, CancellationToken cancel)
    {
        var ticket = (await tickets.Load(id, cancel)).Ticket;
        return HubSpotTitles.Read(await shelf.For(ticket, cancel), shelf.TeamOf(ticket.Playbook).People.Values, ticket, title);
    }

    /// <summary>The channel HubSpot's word for a source means, when HubSpot is that channel's route.</summary>
    private ServedChannel? Adopting(string? source)
    {
        ChannelKind[] kinds = source switch
        {
            "EMAIL" or "FORM" => [ChannelKind.Email],
            "CHAT" => [ChannelKind.Chat, ChannelKind.WhatsApp],
            "PHONE" => [ChannelKind.Phone],
            _ => [],
        };
        return kinds.Select(kind => shelf.ChannelOf(kind, [], Route.HubSpot)).FirstOrDefault(served => served is not null);
    }

    // HubSpot's stock channels: 1000 live chat, 1002 e-mail, 1007 WhatsApp.
    private static ChannelKind? Kind(string? channelId) => channelId switch
    {
        "1000" => ChannelKind.Chat,
        "1002" => ChannelKind.Email,
        "1007" => ChannelKind.WhatsApp,
        _ => null,
    };
}
