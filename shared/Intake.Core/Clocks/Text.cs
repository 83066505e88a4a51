using Intake.Playbooks;
using NodaTime;

namespace Intake.Clocks;

/// <summary>Lengths and times as people say them.</summary>
public static class Text
{
    /// <summary>"8 min", "90 s", "2 h", "1 h 30 min", "1 d".</summary>
    public static string Of(Duration length)
    {
        var minutes = (long)Math.Floor(length.TotalMinutes);
        return length switch
        {
            _ when length < Duration.FromMinutes(2) && length.TotalSeconds % 60 != 0 => $"{Math.Round(length.TotalSeconds)} s",
            _ when minutes < 60 => $"{minutes} min",
            _ when minutes % 1440 == 0 => $"{minutes / 1440} d",
            _ when minutes % 60 == 0 => $"{minutes / 60} h",
            _ => $"{minutes / 60} h {minutes % 60} min",
        };
    }

    /// <summary>A target as the SOP says it: "2 h", "1 business day", "the end of the next business day".</summary>
    public static string Of(ResponseRule rule) => (rule.Counting, rule.Within.TotalDays) switch
    {
        (Counting.BusinessDays, 1) => "1 business day",
        (Counting.BusinessDays, var days) => $"{days:0} business days",
        (Counting.EndOfBusinessDay, _) => "the end of the next business day",
        _ => Of(rule.Within),
    };

    /// <summary>"10:15", as the team's clocks show it; with the day when it is not <paramref name="today"/>'s.</summary>
    public static string TimeOfDay(Instant at, DateTimeZone zone, Instant today)
    {
        var local = at.InZone(zone).LocalDateTime;
        return local.Date == today.InZone(zone).Date ? $"{local:HH:mm}" : $"{local:ddd d MMM HH:mm}";
    }
}
