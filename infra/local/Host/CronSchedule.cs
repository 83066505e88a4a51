using System.Globalization;
using System.Numerics;

namespace Intake.Local.Host;

/// <summary>
/// An NCRONTAB schedule of six fields (second, minute, hour, day, month, day of week with Sunday as 0), in UTC. A field is <c>*</c>, a number, a
/// range <c>a-b</c>, any of these with a step <c>/n</c>, or a list of them. As in NCRONTAB, a day must satisfy both day fields.
/// </summary>
public sealed class CronSchedule
{
    private static readonly (string Name, int From, int To)[] Fields =
        [("second", 0, 59), ("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("day of week", 0, 6)];

    private readonly ulong[] _allowed;

    private CronSchedule(ulong[] allowed) => _allowed = allowed;

    /// <exception cref="FormatException">What is wrong, and with which field.</exception>
    public static CronSchedule Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            throw new FormatException($"'{text}' has {parts.Length} fields; a schedule has six, seconds first, as in '0 */5 * * * *'.");
        }

        var schedule = new CronSchedule([.. parts.Select((part, i) => Field(text, part, i))]);
        return schedule.TryNext(DateTimeOffset.UnixEpoch) is null ? throw new FormatException($"'{text}' never happens.") : schedule;
    }

    /// <summary>The first occurrence strictly after a moment.</summary>
    public DateTimeOffset Next(DateTimeOffset after) =>
        TryNext(after) ?? throw new InvalidOperationException("A schedule that happens at all happens within any nine years.");

    private static ulong Field(string text, string part, int index)
    {
        var (name, from, to) = Fields[index];
        var bits = 0UL;
        foreach (var item in part.Split(','))
        {
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? item : item[..slash];
            var step = slash < 0 ? 1 : Number(item[(slash + 1)..], 1, to);
            var dash = range.IndexOf('-', StringComparison.Ordinal);

            // "5/10" means from 5 on, every 10.
            var (first, last) = range == "*" ? (from, to)
                : dash >= 0 ? (Number(range[..dash], from, to), Number(range[(dash + 1)..], from, to))
                : (Number(range, from, to), slash < 0 ? Number(range, from, to) : to);
            if (first > last)
            {
                throw new FormatException($"'{range}' in the {name} field of '{text}' runs backwards.");
            }

            for (var value = first; value <= last; value += step)
            {
                bits |= 1UL << value;
            }
        }

        return bits;

        int Number(string digits, int least, int most) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : throw new FormatException($"'{digits}' in the {name} field of '{text}' is not a number from {least} to {most}.");
    }

    private DateTimeOffset? TryNext(DateTimeOffset after)
    {
        var start = after.ToUniversalTime();
        var time = new DateTime(start.Ticks - (start.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);

        // Nine years hold a 29 February even around 2100.
        for (var (day, limit) = (time.Date, time.AddYears(9)); day < limit; day = day.AddDays(1))
        {
            if (Allows(3, day.Day) && Allows(4, day.Month) && Allows(5, (int)day.DayOfWeek) && InDay(day == time.Date ? time.TimeOfDay : TimeSpan.Zero) is { } at)
            {
                return new DateTimeOffset(day + at, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>The first time of day allowed at or after a given one.</summary>
    private TimeSpan? InDay(TimeSpan from)
    {
        for (var hour = First(2, from.Hours); hour >= 0; hour = First(2, hour + 1))
        {
            var sameHour = hour == from.Hours;
            for (var minute = First(1, sameHour ? from.Minutes : 0); minute >= 0; minute = First(1, minute + 1))
            {
                var second = First(0, sameHour && minute == from.Minutes ? from.Seconds : 0);
                if (second >= 0)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }

    private bool Allows(int field, int value) => (_allowed[field] & (1UL << value)) != 0;

    private int First(int field, int least)
    {
        var rest = _allowed[field] >> least << least;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }
}
