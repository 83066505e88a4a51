using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

internal sealed record PropertyDefinition(string Name, string Label, string Type, string FieldType, string Group)
{
    public IReadOnlyList<(string Value, string Label)> Options { get; init; } = [];

    public bool ReadOnly { get; init; }

    public bool Unique { get; init; }

    /// <summary>Made through the properties API rather than by HubSpot.</summary>
    public JsonObject? Custom { get; init; }
}

/// <summary>Which properties each object type has: HubSpot's own, and those the app has made.</summary>
internal static class PropertyCatalog
{
    private static readonly PropertyDefinition[] Everywhere =
    [
        new("createdate", "Create date", "datetime", "date", ""),
        new("hs_lastmodifieddate", "Last modified date", "datetime", "date", "") { ReadOnly = true },
        new("hs_object_id", "Record ID", "number", "number", "") { ReadOnly = true },
        new("hubspot_owner_id", "Owner", "enumeration", "select", ""),
        new("hubspot_owner_assigneddate", "Owner assigned date", "datetime", "date", "") { ReadOnly = true },
        new("hs_createdate", "Object create date", "datetime", "date", "") { ReadOnly = true },
    ];

    private static readonly PropertyDefinition[] Tickets =
    [
        new("subject", "Ticket name", "string", "text", "ticketinformation"),
        new("content", "Ticket description", "string", "textarea", "ticketinformation"),
        new("hs_pipeline", "Pipeline", "enumeration", "select", "ticketinformation"),
        new("hs_pipeline_stage", "Ticket status", "enumeration", "select", "ticketinformation"),
        new("hs_ticket_priority", "Priority", "enumeration", "select", "ticketinformation")
        {
            Options = [("LOW", "Low"), ("MEDIUM", "Medium"), ("HIGH", "High"), ("URGENT", "Urgent")],
        },
        new("hs_ticket_category", "Category", "enumeration", "checkbox", "ticketinformation")
        {
            Options = [("PRODUCT_ISSUE", "Product issue"), ("BILLING_ISSUE", "Billing issue"), ("FEATURE_REQUEST", "Feature request"), ("GENERAL_INQUIRY", "General inquiry")],
        },
        new("source_type", "Source", "enumeration", "select", "ticketinformation")
        {
            Options = [("CHAT", "Chat"), ("EMAIL", "Email"), ("FORM", "Form"), ("PHONE", "Phone")],
        },
        new("hs_resolution", "Resolution", "string", "textarea", "ticketinformation"),
        new("closed_date", "Close date", "datetime", "date", "ticketinformation"),
        new("hs_last_message_received_at", "Last message received", "datetime", "date", "ticketinformation"),
        new("hs_last_message_sent_at", "Last message sent", "datetime", "date", "ticketinformation"),
        new("hs_thread_ids_to_restore", "Thread ids", "string", "text", "ticketinformation") { ReadOnly = true },
    ];

    private static readonly PropertyDefinition[] Notes =
    [
        new("hs_timestamp", "Activity date", "datetime", "date", "note"),
        new("hs_note_body", "Note body", "string", "html", "note"),
        new("hs_attachment_ids", "Attached file IDs", "string", "text", "note"),
    ];

    private static readonly PropertyDefinition[] Contacts =
    [
        new("email", "Email", "string", "text", "contactinformation") { Unique = true },
        new("firstname", "First name", "string", "text", "contactinformation"),
        new("lastname", "Last name", "string", "text", "contactinformation"),
        new("phone", "Phone number", "string", "phonenumber", "contactinformation"),
        new("mobilephone", "Mobile phone number", "string", "phonenumber", "contactinformation"),
        new("hs_whatsapp_phone_number", "WhatsApp phone number", "string", "phonenumber", "contactinformation"),
        new("company", "Company name", "string", "text", "contactinformation"),
        new("lifecyclestage", "Lifecycle stage", "string", "text", "contactinformation"),
        new("hs_additional_emails", "Additional email addresses", "string", "text", "contactinformation"),
        new("hs_searchable_calculated_phone_number", "Calculated phone number", "string", "text", "contactinformation") { ReadOnly = true },
        new("hs_searchable_calculated_mobile_number", "Calculated mobile number", "string", "text", "contactinformation") { ReadOnly = true },
        new("lastmodifieddate", "Last modified date", "datetime", "date", "contactinformation") { ReadOnly = true },
    ];

    /// <summary>What a read returns when it asks for nothing.</summary>
    public static IReadOnlyList<string> Defaults(string type) => type switch
    {
        "tickets" => ["content", "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_priority", "subject"],
        "contacts" => ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
        _ => ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    };

    public static IEnumerable<PropertyDefinition> All(Session session, string type) => BuiltIn(type).Concat(session.Documents("property-" + type).Select(Custom));

    public static PropertyDefinition? Find(Session session, string type, string name) =>
        BuiltIn(type).FirstOrDefault(definition => definition.Name == name)
        ?? (session.Document("property-" + type, name) is { } custom ? Custom(custom) : null);

    private static IEnumerable<PropertyDefinition> BuiltIn(string type) => Everywhere.Concat(type switch
    {
        "tickets" => Tickets,
        "contacts" => Contacts,
        _ => Notes,
    });

    private static PropertyDefinition Custom(JsonObject body) =>
        new(body.Text("name")!, body.Text("label")!, body.Text("type")!, body.Text("fieldType")!, body.Text("groupName")!)
        {
            Options = [.. (body.Array("options") ?? []).Select(option => (option.Text("value") ?? "", option.Text("label") ?? ""))],
            Unique = body.Flag("hasUniqueValue") == true,
            Custom = body,
        };
}
