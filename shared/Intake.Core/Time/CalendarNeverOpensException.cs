using NodaTime;

namespace Intake.Time;

/// <summary>A deadline was asked of a calendar that has no open time left within 20 years: the playbook is at fault, and the message says what to change.</summary>
public sealed class CalendarNeverOpensException : InvalidOperationException
{
    internal CalendarNeverOpensException(string calendar, Instant at, string direction)
        : base($"Calendar '{calendar}' has no open time within 20 years {direction} {at:uuuu-MM-dd HH:mm} UTC, so nothing can be counted on it. "
            + "Give it a window, or look at the effective dates and holidays it has.")
    {
        Calendar = calendar;
        At = at;
    }

    /// <summary>The name of the calendar, as the playbook writes it.</summary>
    public string Calendar { get; }

    /// <summary>The instant from which open time was looked for.</summary>
    public Instant At { get; }
}
