using Intake.Connectors.Outbound;

namespace Intake.Connectors.HubSpot;

/// <summary>
/// Our own unique properties, which let HubSpot recognise a record we write twice. Made when missing, before the first write, and then
/// believed to be there.
/// </summary>
internal sealed class HubSpotProperties(HubSpotApi api)
{
    public const string TicketId = "intake_ticket_id";
    public const string NoteId = "intake_note_id";

    /// <summary>What kind of ticket it is, where the playbook names one (TS-E1).</summary>
    public const string TicketType = "intake_type";

    /// <summary>The ticket's tags, "; " between them.</summary>
    public const string TicketTags = "intake_tags";

    /// <summary>The number the client knows a ticket by (CC-2).</summary>
    public const string TicketReference = "intake_reference";

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _alsoThere = new();
    private volatile bool _there;

    public void Forget()
    {
        _there = false;
        _alsoThere.Clear();
    }

    /// <summary>One of the ticket's properties that not every ticket has can be written: true, or why not.</summary>
    public async Task<HubSpotResult<bool>> EnsureAlso(string property, string label, CancellationToken cancel)
    {
        if (!_alsoThere.ContainsKey(property) && (await Ensure("tickets", property, label, besides: "subject", cancel, unique: false)).Failed(out var error, out _))
        {
            return error;
        }

        return _alsoThere[property] = true;
    }

    /// <summary>True, or why not.</summary>
    public async Task<HubSpotResult<bool>> Ensure(CancellationToken cancel)
    {
        if (_there)
        {
            return true;
        }

        if ((await Ensure("tickets", TicketId, "Intake ticket", besides: "subject", cancel)).Failed(out var error, out _)
            || (await Ensure("notes", NoteId, "Intake note", besides: "hs_note_body", cancel)).Failed(out error, out _))
        {
            return error;
        }

        return _there = true;
    }

    private async Task<HubSpotResult<bool>> Ensure(string type, string name, string label, string besides, CancellationToken cancel, bool unique = true)
    {
        if (!(await api.Property(type, name, cancel)).Failed(out var error, out _))
        {
            return true;
        }

        if (!error.NotFound)
        {
            return error;
        }

        // Groups differ between portals and object types, so ours joins the group of a property that is surely there.
        if ((await api.Property(type, besides, cancel)).Failed(out error, out var neighbour))
        {
            return error;
        }

        var made = await api.CreateProperty(
            type,
            new
            {
                name,
                label,
                type = "string",
                fieldType = "text",
                groupName = neighbour.Text("groupName"),
                description = unique ? "Written by Intake, which knows its records by it. Do not change." : "Written by Intake.",
                hasUniqueValue = unique,
            },
            cancel);

        // 409: somebody else was making it at the same moment.
        return made.Failed(out error, out _) && error.Reply.Status != 409 ? error : true;
    }
}
