using System.Collections.Immutable;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Tests.Outbound;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Time;
using Intake.Triage;
using NodaTime;

namespace Intake.Connectors.Tests.HubSpot;

/// <summary>A portal where our properties are there, with one pipeline, one owner and one ticket (990).</summary>
internal static class CannedPortal
{
    public const string Upsert = "POST /crm/v3/objects/tickets/batch/upsert";
    public const string UpsertNote = "POST /crm/v3/objects/notes/batch/upsert";
    public const string Update = "PATCH /crm/v3/objects/tickets/990";
    public const string Pipelines = "GET /crm/v3/pipelines/tickets";
    public const string Owners = "GET /crm/v3/owners?email=ben%40example.com";
    public const string Priority = "GET /crm/v3/properties/tickets/hs_ticket_priority";
    public const string TicketProperty = "GET /crm/v3/properties/tickets/intake_ticket_id";
    public const string NoteProperty = "GET /crm/v3/properties/notes/intake_note_id";
    public const string TieNote = "PUT /crm/v4/objects/notes/555/associations/default/tickets/990";
    public const string TieContact = "PUT /crm/v4/objects/tickets/990/associations/default/contacts/777";

    public const string Written = """{"status":"COMPLETE","results":[{"id":"990","new":true,"properties":{}}]}""";

    public const string OnePipeline =
        """
        {"results":[
          {"id":"0","label":"Support Pipeline","stages":[{"id":"1","label":"New"},{"id":"4","label":"Closed"}]},
          {"id":"74","label":"Customer Support Pipeline","stages":[{"id":"148","label":"NEW"},{"id":"149","label":"PLAN FINALIZED – PENDING EXECUTION"}]}
        ]}
        """;

    public static readonly Person Ben = new("ben", "Ben Brook", Email: "ben@example.com");

    public static CannedProvider Ready => new CannedProvider()
        .On(TicketProperty, """{"name":"intake_ticket_id"}""")
        .On(NoteProperty, """{"name":"intake_note_id"}""")
        .On(Pipelines, OnePipeline)
        .On(Priority, """{"options":[{"value":"LOW"},{"value":"MEDIUM"},{"value":"HIGH"},{"value":"URGENT"}]}""")
        .On(Owners, """{"results":[{"id":"512","email":"Ben@example.com"}]}""");

    public static HubSpotSettings Settings => new() { BaseUrl = "https://hubspot.test/", AccessToken = "pat-1" };

    public static HubSpotMirror Mirror(CannedProvider portal, TimeProvider? clock = null)
    {
        var api = new HubSpotApi(portal.Client, Settings, clock ?? Given.Clock);
        return new HubSpotMirror(api, new HubSpotDirectory(api), id => id == Ben.Id ? Ben : null);
    }

    public static HubSpotReader Reader(CannedProvider portal)
    {
        var api = new HubSpotApi(portal.Client, Settings, Given.Clock);
        return new HubSpotReader(api, new HubSpotDirectory(api), email => string.Equals(email, Ben.Email, StringComparison.OrdinalIgnoreCase) ? Ben : null);
    }

    public static Effect.MirrorTicket Whole { get; } =
        new("Ana: lost luggage", "new", Urgency.Urgent, "ben", "My luggage is lost.", "WhatsApp +15550100") { Id = "001-0", Clause = "TS-T1" };

    public static Effect.MirrorNote Note { get; } = new("First line\n<b>&\"'", Given.Now) { Id = "003-1", Clause = "TS-N1" };

    public static Sending Known { get; } = Given.First with { HubSpotId = "990" };

    public static Playbook Playbook { get; } = new()
    {
        Name = "ts",
        Title = "Trip support",
        Version = "1",
        Zone = DateTimeZone.Utc,
        Clauses = ImmutableDictionary<string, string>.Empty,
        Calendars = ImmutableDictionary<string, BusinessCalendar>.Empty,
        Shifts = [],
        Channels = new[] { Channel("mail", ChannelKind.Email), Channel("chat", ChannelKind.WhatsApp), Channel("group", ChannelKind.WhatsAppGroup), Channel("line", ChannelKind.Phone) }
            .ToImmutableDictionary(channel => channel.Name),
        Triage = null!,
        Ladders = ImmutableDictionary<string, Ladder>.Empty,
        Stages =
        [
            new Stage("new", "New", "TS-P1", "", Closed: false, null, null),
            new Stage("final", "Plan finalized - pending execution", "TS-P5", "", Closed: false, null, null),
            new Stage("lost", "Nowhere", "TS-P9", "", Closed: true, null, null),
        ],
        Templates = ImmutableDictionary<string, Template>.Empty,
        Reminders = [],
        Emergency = null,
        ReopenWithin = Duration.FromDays(7),
        ReopenClause = "TS-R1",
        Pipeline = "Customer support pipeline",
        TitleForm = "",
        TitleClause = "TS-T5",
        Rooms = ImmutableDictionary<string, string>.Empty,
        Roles = [],
    };

    private static ChannelRules Channel(string name, ChannelKind kind) => new()
    {
        Name = name,
        Title = name,
        Clause = "TS-C1",
        Kind = kind,
        Via = Route.Direct,
        Advertised = null!,
        Monitored = null!,
        Starts = null,
        ByHand = false,
        Respond = [],
        Live = null,
        AutoReply = null,
        Resolve = null,
    };
}
