using System.Globalization;
using System.Text.Json.Nodes;
using Intake.Local.Sandbox.HubSpot;

namespace Intake.Local.Sandbox.Play;

/// <summary>An agent working in HubSpot: the change is made in the sandbox's portal, and the event tells of it.</summary>
internal static class HubSpotPlay
{
    /// <summary>Makes each event's change and completes the event; or says why an agent could not have done that.</summary>
    public static Answer? Perform(Session session, JsonObject play, JsonArray events)
    {
        foreach (var asked in play.Array("events") ?? [play.DeepClone()])
        {
            var (told, refusal) = Perform(session, asked!.AsObject());
            if (refusal is not null)
            {
                return refusal;
            }

            events.Add(told);
        }

        return null;
    }

    private static (JsonObject? Event, Answer? Refusal) Perform(Session session, JsonObject asked)
    {
        var kind = asked.Text("subscriptionType") ?? "";
        var told = new JsonObject
        {
            ["eventId"] = session.Next("event", 3_269_195_000),
            ["subscriptionId"] = 2371671,
            ["portalId"] = 23428445,
            ["appId"] = 52674089,
            ["occurredAt"] = session.Now.ToUnixTimeMilliseconds(),
            ["subscriptionType"] = kind,
            ["attemptNumber"] = 0,
        };
        var refusal = kind switch
        {
            "conversation.newMessage" => NewMessage(session, asked, told),
            "ticket.creation" or "contact.creation" => Creation(session, asked, told, kind.Split('.')[0] + "s"),
            "ticket.propertyChange" or "contact.propertyChange" => Change(session, asked, told, kind.Split('.')[0] + "s"),
            "ticket.deletion" => Deletion(session, asked, told),
            _ => null,
        };

        // Whatever was given explicitly is sent as given: odd events are worth playing too.
        foreach (var (name, value) in asked.Where(pair => pair.Key is not ("text" or "from" or "name" or "properties" or "threadId" or "direction" or "channelId" or "apply")))
        {
            told[name] = value?.DeepClone();
        }

        return refusal is null ? (told, null) : (null, refusal);
    }

    private static Answer? NewMessage(Session session, JsonObject asked, JsonObject told)
    {
        if (asked.Text("text") is null)
        {
            return null;
        }

        var message = Portal.AddMessage(session, asked);
        told["objectId"] = long.Parse(message.Text("conversationsThreadId")!, CultureInfo.InvariantCulture);
        told["messageId"] = message.Text("id");
        told["messageType"] = message.Text("type") == "COMMENT" ? "COMMENT" : "MESSAGE";
        told["changeFlag"] = "NEW_MESSAGE";
        return null;
    }

    private static Answer? Creation(Session session, JsonObject asked, JsonObject told, string type)
    {
        (told["changeFlag"], told["changeSource"]) = ("CREATED", "CRM_UI");
        if (asked.Object("properties") is null)
        {
            return null;
        }

        var (created, refusal) = ObjectWrites.Create(session, type, asked);
        told["objectId"] = created?.Id;
        return refusal;
    }

    private static Answer? Change(Session session, JsonObject asked, JsonObject told, string type)
    {
        told["changeSource"] = "CRM_UI";
        told["sourceId"] = $"userId:{Team.Members[0].UserId}";
        if (asked.Flag("apply") == false || Crm.Find(session, type, asked["objectId"]?.ToString() ?? "") is not { } found)
        {
            return null;
        }

        var properties = new JsonObject { [asked.Text("propertyName") ?? ""] = asked.Text("propertyValue") };
        return ObjectWrites.Update(session, found, new JsonObject { ["properties"] = properties }).Refusal;
    }

    private static Answer? Deletion(Session session, JsonObject asked, JsonObject told)
    {
        (told["changeFlag"], told["changeSource"]) = ("DELETED", "CRM_UI");
        if (Crm.Find(session, "tickets", asked["objectId"]?.ToString() ?? "") is { ArchivedAt: null } found)
        {
            Crm.Archive(session, found);
        }

        return null;
    }
}
