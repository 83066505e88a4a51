using System.Collections.Concurrent;
using System.Text.Json;
using Intake.Connectors.Outbound;
using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// What a portal calls things: stage labels and ids, owners and their addresses, allowed priorities. Read once and kept, since a portal
/// changes rarely; <see cref="Forget"/> when it turns out that it has. Two callers at the same moment may both read: that costs a request
/// and changes nothing.
/// </summary>
public sealed class HubSpotDirectory(HubSpotApi api)
{
    // A colleague who is not in HubSpot today may be tomorrow.
    private static readonly Duration UnknownOwnerKept = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string Id, Instant Until)> _ownerIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _ownerEmails = new(StringComparer.Ordinal);
    private volatile PipelineStage[]? _stages;
    private volatile string[]? _priorities;

    internal void Forget()
    {
        (_stages, _priorities) = (null, null);
        _ownerIds.Clear();
        _ownerEmails.Clear();
    }

    /// <summary>The stage a label means. A label the portal does not have waits for whoever can add it.</summary>
    internal async Task<HubSpotResult<PipelineStage>> Stage(string pipeline, string label, CancellationToken cancel)
    {
        var found = await Look(stage => SameLabel(stage.PipelineLabel, pipeline) && SameLabel(stage.Label, label), cancel);
        return found.Failed(out var error, out var stage) ? error
            : stage.Length > 0 ? stage[0]
            : new HubSpotError(Reply.Silence(""), Repair: $"HubSpot has no stage labelled '{label}' in a ticket pipeline labelled '{pipeline}'");
    }

    /// <summary>The label of a stage, or none.</summary>
    internal async Task<HubSpotResult<string[]>> LabelOf(string? stageId, CancellationToken cancel)
    {
        if (stageId is null)
        {
            return Array.Empty<string>();
        }

        var found = await Look(stage => stage.Id == stageId, cancel);
        return found.Failed(out var error, out var stages) ? error : stages.Select(stage => stage.Label).ToArray();
    }

    /// <summary>Whether tickets may have this priority in this portal; older ones know no URGENT.</summary>
    internal async Task<HubSpotResult<bool>> Allows(string priority, CancellationToken cancel)
    {
        if (_priorities is null)
        {
            if ((await api.Property("tickets", "hs_ticket_priority", cancel)).Failed(out var error, out var property))
            {
                return error;
            }

            _priorities = [.. property.Items("options").Select(option => option.Text("value")).OfType<string>()];
        }

        return _priorities?.Contains(priority) ?? false;
    }

    /// <summary>The owner with this e-mail address; "" when the portal has none.</summary>
    internal async Task<HubSpotResult<string>> OwnerId(string email, CancellationToken cancel)
    {
        var now = api.Patience.Now;
        if (_ownerIds.TryGetValue(email, out var known) && now < known.Until)
        {
            return known.Id;
        }

        if ((await api.OwnersByEmail(email, cancel)).Failed(out var error, out var owners))
        {
            return error;
        }

        var id = owners.Items("results").FirstOrDefault(owner => string.Equals(owner.Text("email"), email, StringComparison.OrdinalIgnoreCase)).Text("id") ?? "";
        _ownerIds[email] = (id, id.Length > 0 ? Instant.MaxValue : now + UnknownOwnerKept);
        return id;
    }

    /// <summary>The e-mail address of an owner; "" when there is none (a queue, or somebody who has left).</summary>
    internal async Task<HubSpotResult<string>> EmailOf(string? ownerId, CancellationToken cancel)
    {
        if (ownerId is null)
        {
            return "";
        }

        if (_ownerEmails.TryGetValue(ownerId, out var known))
        {
            return known;
        }

        if ((await api.Owner(ownerId, cancel)).Failed(out var error, out var owner))
        {
            return error.NotFound ? "" : error;
        }

        return _ownerEmails[ownerId] = owner.Text("email") ?? "";
    }

    private async Task<HubSpotResult<PipelineStage[]>> Look(Func<PipelineStage, bool> wanted, CancellationToken cancel)
    {
        if (_stages?.Where(wanted).ToArray() is { Length: > 0 } known)
        {
            return known;
        }

        // Not among those we know: it may be new.
        if ((await api.TicketPipelines(cancel)).Failed(out var error, out var pipelines))
        {
            return error;
        }

        PipelineStage[] stages = [.. pipelines.Items("results")
            .SelectMany(pipeline => pipeline.Items("stages").Select(stage => PipelineStage.Of(pipeline, stage)))];
        _stages = stages;
        return stages.Where(wanted).ToArray();
    }

    /// <summary>Labels are typed by people, in two places: case, dashes and spaces do not tell one from another.</summary>
    public static bool SameLabel(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string label) => string.Join(
        ' ', label.Replace('–', '-').Replace('—', '-').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A stage as the portal has it.</summary>
internal sealed record PipelineStage(string PipelineId, string PipelineLabel, string Id, string Label)
{
    public static PipelineStage Of(JsonElement pipeline, JsonElement stage) =>
        new(pipeline.Text("id") ?? "", pipeline.Text("label") ?? "", stage.Text("id") ?? "", stage.Text("label") ?? "");
}
