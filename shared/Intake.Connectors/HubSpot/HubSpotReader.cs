using System.Text.Json;
using Intake.Connectors.Outbound;
using Intake.OnCall;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>Reads in HubSpot what its webhooks only name: tickets, messages, stages and owners. Looks are counted by the caller, from 1.</summary>
public sealed class HubSpotReader(HubSpotApi api, HubSpotDirectory directory, Func<string, Person?> personByEmail)
{
    private const string TicketQuery =
        $"properties={HubSpotProperties.TicketId},subject,content,hs_pipeline_stage,hubspot_owner_id,source_type,createdate,hs_ticket_priority";

    /// <summary>A ticket by HubSpot's id.</summary>
    public async Task<Fetched<HubSpotTicket>> FetchTicket(string hubSpotId, int attempt, CancellationToken cancel) =>
        Told(await Ticket(hubSpotId, cancel), attempt);

    /// <summary>Up to 100 tickets by HubSpot's ids, by id; those HubSpot does not have are left out.</summary>
    public async Task<Fetched<IReadOnlyDictionary<string, HubSpotTicket>>> FetchTickets(IReadOnlyList<string> hubSpotIds, int attempt, CancellationToken cancel) =>
        Told(await Tickets(hubSpotIds, cancel), attempt);

    /// <summary>A message by the ids of its thread and its own.</summary>
    public async Task<Fetched<ConversationMessage>> FetchMessage(string thread, string messageId, int attempt, CancellationToken cancel) =>
        Told(await Message(thread, messageId, cancel), attempt);

    /// <summary>The label of a stage by its id.</summary>
    public async Task<Fetched<string>> StageName(string stageId, int attempt, CancellationToken cancel) =>
        (await directory.LabelOf(stageId, cancel)).Failed(out var error, out var labels) ? No<string>(error, attempt)
            : labels is [var label, ..] ? new Fetched<string>.Found(label)
            : new Fetched<string>.Gone($"HubSpot has no stage {stageId}");

    /// <summary>Who an owner is with us, by their e-mail address.</summary>
    public async Task<Fetched<Person>> OwnerPerson(string ownerId, int attempt, CancellationToken cancel) =>
        (await directory.EmailOf(ownerId, cancel)).Failed(out var error, out var email) ? No<Person>(error, attempt)
            : email.Length > 0 && personByEmail(email) is { } person ? new Fetched<Person>.Found(person)
            : new Fetched<Person>.Gone($"HubSpot's owner {ownerId} is nobody on the team");

    /// <summary>Whether somebody can own a ticket in HubSpot: their e-mail address is that of an owner there.</summary>
    public async Task<Fetched<bool>> CanOwn(Person person, int attempt, CancellationToken cancel) =>
        person.Email is null ? new Fetched<bool>.Found(false)
            : (await directory.OwnerId(person.Email, cancel)).Failed(out var error, out var id) ? No<bool>(error, attempt)
            : new Fetched<bool>.Found(id.Length > 0);

    private async Task<HubSpotResult<HubSpotTicket>> Ticket(string hubSpotId, CancellationToken cancel)
    {
        if ((await api.Read("tickets", hubSpotId, TicketQuery, cancel)).Failed(out var error, out var ticket))
        {
            return error;
        }

        return await Read(ticket, hubSpotId, cancel);
    }

    private async Task<HubSpotResult<IReadOnlyDictionary<string, HubSpotTicket>>> Tickets(IReadOnlyList<string> hubSpotIds, CancellationToken cancel)
    {
        if ((await api.ReadBatch("tickets", hubSpotIds, TicketQuery["properties=".Length..].Split(','), cancel)).Failed(out var error, out var batch))
        {
            return error;
        }

        var tickets = new Dictionary<string, HubSpotTicket>();
        foreach (var ticket in batch.Items("results"))
        {
            if ((await Read(ticket, ticket.Text("id") ?? "", cancel)).Failed(out error, out var read))
            {
                return error;
            }

            tickets[read.Id] = read;
        }

        return tickets;
    }

    private async Task<HubSpotResult<HubSpotTicket>> Read(JsonElement ticket, string hubSpotId, CancellationToken cancel)
    {
        var properties = ticket.Get("properties");
        string? Property(string name) => properties.Text(name) is { Length: > 0 } value ? value : null;
        if ((await directory.LabelOf(Property("hs_pipeline_stage"), cancel)).Failed(out var error, out var stage)
            || (await directory.EmailOf(Property("hubspot_owner_id"), cancel)).Failed(out error, out var email))
        {
            return error;
        }

        return new HubSpotTicket(
            ticket.Text("id") ?? hubSpotId,
            Property(HubSpotProperties.TicketId),
            Property("subject"),
            Property("content"),
            stage.FirstOrDefault(),
            email.Length > 0 ? personByEmail(email)?.Id : null,
            Property("source_type"),
            Moment(Property("createdate") ?? ticket.Text("createdAt")),
            Property("hs_ticket_priority"),
            Owned: Property("hubspot_owner_id") is not null);
    }

    private async Task<HubSpotResult<ConversationMessage>> Message(string thread, string messageId, CancellationToken cancel)
    {
        var path = $"threads/{Uri.EscapeDataString(thread)}";
        if ((await api.Conversation($"{path}/messages/{Uri.EscapeDataString(messageId)}", cancel)).Failed(out var error, out var message)
            || (await Text(message, $"{path}/messages/{Uri.EscapeDataString(messageId)}", cancel)).Failed(out error, out var text)
            || (await ConversationSender.Of(message, api, cancel)).Failed(out error, out var sender)
            || (await api.Conversation($"{path}?association=TICKET", cancel)).Failed(out error, out var conversation))
        {
            return error;
        }

        return new ConversationMessage(
            thread,
            messageId,
            message.Text("type") ?? "",
            message.Text("direction"),
            text,
            sender.Actor,
            sender.Name,
            sender.Email,
            sender.Phone,
            message.Text("channelId") ?? conversation.Text("originalChannelId"),
            Moment(message.Text("createdAt")),
            conversation.Get("threadAssociations").Text("associatedTicketId"),
            conversation.Text("associatedContactId"));
    }

    /// <summary>The whole text: HubSpot shortens a long message unless asked for the original.</summary>
    private async Task<HubSpotResult<string>> Text(JsonElement message, string path, CancellationToken cancel)
    {
        var text = message.Text("text") ?? "";
        if (message.Text("truncationStatus") is null or "NOT_TRUNCATED")
        {
            return text;
        }

        return (await api.Conversation($"{path}/original-content", cancel)).Failed(out var error, out var original)
            ? error.NotFound ? text : error
            : original.Text("text") ?? text;
    }

    private Fetched<T> Told<T>(HubSpotResult<T> result, int attempt)
        where T : notnull => result.Failed(out var error, out var value) ? No<T>(error, attempt) : new Fetched<T>.Found(value);

    private Fetched<T> No<T>(HubSpotError error, int attempt) =>
        api.NotNow(error, attempt) is { } later ? new Fetched<T>.TryAgain(later.At, later.Why) : new Fetched<T>.Gone(error.Why);

    private Instant? Moment(string? written) => Timestamps.Iso(written, api.Patience.Now);
}
