using Intake.Connectors.Outbound;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.HubSpot;

/// <summary>A ticket in HubSpot's properties: ids instead of labels, and only values the portal allows.</summary>
internal sealed class TicketProperties(HubSpotSettings settings, HubSpotDirectory directory, Func<string, Person?> personById)
{
    private const int LongestText = 65_536;
    private const int LongestSubject = 1_000;
    private const string Notice = "\n[cut: the whole text is in Intake]";

    public async Task<HubSpotResult<Dictionary<string, string>>> Of(
        Effect.MirrorTicket effect, Sending sending, Playbook playbook, CancellationToken cancel)
    {
        var label = playbook.StageOf(effect.Stage).Label;
        if ((await directory.Stage(settings.Pipeline ?? playbook.Pipeline, label, cancel)).Failed(out var error, out var stage)
            || (await Priority(effect.Urgency, cancel)).Failed(out error, out var priority)
            || (await Owner(effect.Owner, sending, cancel)).Failed(out error, out var owner))
        {
            return error;
        }

        var properties = new Dictionary<string, string>
        {
            [HubSpotProperties.TicketId] = sending.Ticket.Value,
            ["subject"] = Cut.To(effect.Title, LongestSubject, "…"),
        };
        if (effect.Content.Length > 0)
        {
            // A later change says nothing of the content: the client's words stay.
            properties["content"] = Content(effect);
        }

        properties["hs_pipeline"] = stage.PipelineId;
        properties["hs_pipeline_stage"] = stage.Id;
        properties["hs_ticket_priority"] = priority;
        if (owner.Known)
        {
            properties["hubspot_owner_id"] = owner.Id;
        }

        if (Type(effect, sending, playbook) is { } type)
        {
            properties[HubSpotProperties.TicketType] = type;
        }

        if (effect.Tags is { } tags)
        {
            properties[HubSpotProperties.TicketTags] = tags;
        }

        if (effect.Reference is { } reference)
        {
            properties[HubSpotProperties.TicketReference] = reference;
        }

        return properties;
    }

    /// <summary>"Emergency – Medical" (TS-E1), what the inquiry is about (CC-2), "" when it is neither any longer; null: nothing to say.</summary>
    public static string? Type(Effect.MirrorTicket effect, Sending sending, Playbook playbook) => (playbook.Emergency?.Type, effect.Type) switch
    {
        ({ } type, _) when effect.Urgency == Urgency.Emergency => type,
        (_, { } category) => category,
        (null, null) => null,
        _ => sending.HubSpotId is null ? null : "",
    };

    private static string Content(Effect.MirrorTicket effect)
    {
        var source = $"\n\nSource: {effect.Source}";
        return Cut.To(effect.Content, LongestText - source.Length, Notice) + source;
    }

    private async Task<HubSpotResult<string>> Priority(Urgency urgency, CancellationToken cancel) => urgency switch
    {
        Urgency.NonUrgent => "LOW",
        Urgency.TimeSensitive => "MEDIUM",
        Urgency.Urgent => "HIGH",
        Urgency.Emergency => (await directory.Allows("URGENT", cancel)).Failed(out var error, out var allowed) ? error : allowed ? "URGENT" : "HIGH",
    };

    /// <summary>
    /// The owner's id, "" to take the owner away, or nothing to say: of somebody HubSpot does not know, and of a ticket HubSpot has not
    /// seen yet, whose owner HubSpot may be choosing.
    /// </summary>
    private async Task<HubSpotResult<(bool Known, string Id)>> Owner(string? person, Sending sending, CancellationToken cancel)
    {
        if (person is null)
        {
            return (sending.HubSpotId is not null, "");
        }

        if (personById(person)?.Email is not { } email)
        {
            return (false, "");
        }

        return (await directory.OwnerId(email, cancel)).Failed(out var error, out var id) ? error : (id.Length > 0, id);
    }
}
