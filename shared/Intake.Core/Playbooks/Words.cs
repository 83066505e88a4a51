using Intake.Tickets;
using Intake.Triage;

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
        ["chat"] = ChannelKind.Chat,
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
        ["working-days"] = Counting.WorkingDays,
    };

    public static IReadOnlyDictionary<string, AttemptKind> Attempts { get; } = new Dictionary<string, AttemptKind>
    {
        ["email"] = AttemptKind.Email,
        ["phone"] = AttemptKind.Phone,
    };

    public static IReadOnlyDictionary<string, ReminderHours> Hours { get; } = new Dictionary<string, ReminderHours>
    {
        ["outside"] = ReminderHours.Outside,
        ["inside"] = ReminderHours.Inside,
        ["any"] = ReminderHours.Any,
    };

    public static IReadOnlyDictionary<string, Reach> Reaches { get; } = new Dictionary<string, Reach>
    {
        ["match"] = Reach.Match,
        ["onward"] = Reach.Onward,
        ["clause"] = Reach.Clause,
        ["sentence"] = Reach.Sentence,
        ["before"] = Reach.Before,
        ["message"] = Reach.Message,
    };

    /// <summary>What a day can be called, and which one is meant.</summary>
    public static IReadOnlyDictionary<string, (DateKind Kind, int Number)> Dates { get; } = new Dictionary<string, (DateKind Kind, int Number)>
    {
        ["no-date"] = (DateKind.None, 0),
        ["today"] = (DateKind.Today, 0),
        ["tomorrow"] = (DateKind.Tomorrow, 0),
        ["later"] = (DateKind.Later, 0),
        ["earlier"] = (DateKind.Earlier, 0),
        ["long-ago"] = (DateKind.LongAgo, 0),
        ["in-hours"] = (DateKind.InHours, 0),
        ["in-days"] = (DateKind.InDays, 0),
        ["day-of-month"] = (DateKind.DayOfMonth, 0),
        ["mon"] = (DateKind.Weekday, 1),
        ["tue"] = (DateKind.Weekday, 2),
        ["wed"] = (DateKind.Weekday, 3),
        ["thu"] = (DateKind.Weekday, 4),
        ["fri"] = (DateKind.Weekday, 5),
        ["sat"] = (DateKind.Weekday, 6),
        ["sun"] = (DateKind.Weekday, 7),
        ["jan"] = (DateKind.Month, 1),
        ["feb"] = (DateKind.Month, 2),
        ["mar"] = (DateKind.Month, 3),
        ["apr"] = (DateKind.Month, 4),
        ["may"] = (DateKind.Month, 5),
        ["jun"] = (DateKind.Month, 6),
        ["jul"] = (DateKind.Month, 7),
        ["aug"] = (DateKind.Month, 8),
        ["sep"] = (DateKind.Month, 9),
        ["oct"] = (DateKind.Month, 10),
        ["nov"] = (DateKind.Month, 11),
        ["dec"] = (DateKind.Month, 12),
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
