using Intake.Tickets;

namespace Intake.Playbooks;

/// <summary>The words a playbook uses for the values of our enums.</summary>
internal static class Words
{
    public static IReadOnlyDictionary<string, Urgency> Classes { get; } = new Dictionary<string, Urgency>
    {
        ["non-urgent"] = Urgency.NonUrgent,
        ["time-sensitive"] = Urgency.TimeSensitive,
        ["urgent"] = Urgency.Urgent,
        ["emergency"] = Urgency.Emergency,
    };

    public static IReadOnlyDictionary<string, ChannelKind> Kinds { get; } = new Dictionary<string, ChannelKind>
    {
        ["phone"] = ChannelKind.Phone,
        ["email"] = ChannelKind.Email,
        ["whatsapp"] = ChannelKind.WhatsApp,
        ["whatsapp-group"] = ChannelKind.WhatsAppGroup,
    };

    public static IReadOnlyDictionary<string, Route> Routes { get; } = new Dictionary<string, Route>
    {
        ["direct"] = Route.Direct,
        ["hubspot"] = Route.HubSpot,
    };

    public static IReadOnlyDictionary<string, Counting> Countings { get; } = new Dictionary<string, Counting>
    {
        ["elapsed"] = Counting.Elapsed,
        ["monitored"] = Counting.Monitored,
    };

    public static IReadOnlyDictionary<string, ReminderHours> Hours { get; } = new Dictionary<string, ReminderHours>
    {
        ["outside"] = ReminderHours.Outside,
        ["inside"] = ReminderHours.Inside,
        ["any"] = ReminderHours.Any,
    };

    public static string Of(Urgency urgency) => Classes.First(word => word.Value == urgency).Key;
}

/// <summary>When a reminder is due, as seen from the advertised hours.</summary>
internal enum ReminderHours
{
    Outside,
    Inside,
    Any,
}
