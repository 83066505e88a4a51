using NodaTime;

namespace Intake.Time;

/// <summary>What a time of day leaves open.</summary>
internal enum ClockForm
{
    Exact,

    /// <summary>An hour of the twelve-hour clock without "am" or "pm".</summary>
    HalfDayOpen,

    /// <summary>"morning", "evening": an hour we chose for it; gives way to a stated one.</summary>
    PartOfDay,

    EndOfDay,
}

/// <summary>A time of day found in pieces [Start, End). 24:00, midnight, is the end of its day.</summary>
internal readonly record struct FoundClock(int Start, int End, LocalTime Time, ClockForm Form, bool EndsDay = false);

/// <summary>Finds times of day: "15:00", "8.30am", "3 pm", "at 3", "half past 8", "noon", "tomorrow morning", "end of day".</summary>
internal static class SpokenClock
{
    // Source: the SOP's shifts; what people expect of "by tomorrow morning".
    private static readonly LocalTime Morning = new(9, 0);
    private static readonly LocalTime Afternoon = new(15, 0);
    private static readonly LocalTime Evening = new(18, 0);
    private static readonly LocalTime Night = new(20, 0);

    private static readonly HashSet<string> Before = ["at", "by", "before", "until", "till", "@", "around", "um", "gegen", "from", "circa", "approx"];
    private static readonly HashSet<string> Behind =
    [
        "", ".", ",", ";", "!", "?", ")", "(", "\n", "-", "on", "and", "or", "today", "tomorrow", "tonight", "the", "local", "this", "in", "latest", "sharp",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "for", "with", "to", "at", "uhr", "his", "their", "as",
    ];
    private static readonly HashSet<string> Money = ["eur", "euro", "euros", "chf", "usd", "gbp", "€", "$", "£", "%", "km", "kg"];

    /// <summary>When the part of the day that begins then is over.</summary>
    public static LocalTime EndOf(LocalTime part) => part == Morning ? LocalTime.Noon : part == Afternoon ? Evening : new LocalTime(23, 59);

    public static FoundClock? At(SpokenText text, int at) => Range(text, at) ?? One(text, at);

    // "8–9am", "between 3 and 4 pm", "08:00-09:00": the upper end.
    private static FoundClock? Range(SpokenText text, int at)
    {
        var isRange = text[at].IsNumber && text[at].Number is <= 24 && text.Word(at + 1) is "-" or "to" or "and" && text[at + 2].IsNumber && text.Word(at + 3) != "-" && text.Word(at - 1) != "-";
        if (isRange && (text.Glued(at + 2) ? Clock(text, at + 2, text[at + 2].Number) : One(text, at + 2)) is { Form: ClockForm.Exact } upper)
        {
            return text.Word(at + 1) != "and" || text.Word(at - 1) == "between" ? upper with { Start = at } : null;
        }

        return One(text, at) is { Form: ClockForm.Exact } first && text.Word(first.End) is "-" or "to" && One(text, first.End + 1) is { Form: ClockForm.Exact } last
            ? last with { Start = first.Start }
            : null;
    }

    private static FoundClock? One(SpokenText text, int at) => text.Word(at) switch
    {
        "noon" or "midday" or "noontime" => new FoundClock(at, at + 1, LocalTime.Noon, ClockForm.Exact),
        "midnight" => new FoundClock(at, at + 1, LocalTime.Midnight, ClockForm.Exact, EndsDay: true),
        "half" when text.Word(at + 1) == "past" => Past(text, at, at + 2, 30),
        "quarter" when text.Word(at + 1) == "past" => Past(text, at, at + 2, 15),
        "quarter" when text.Word(at + 1) == "to" => Past(text, at, at + 2, -15),
        "eod" or "cob" => new FoundClock(at, at + 1, default, ClockForm.EndOfDay),
        "end" or "close" when text.Word(at + 1) == "of" => EndOfDay(text, at),
        "first" when text.Word(at + 1) == "thing" => new FoundClock(at, at + 2, Morning, ClockForm.PartOfDay),
        _ when text.Number(at) is 5 or 10 or 20 or 25 && text.Word(at + 1) == "past" => Past(text, at, at + 2, text.Number(at)),
        _ when text.Number(at) is 5 or 10 or 20 or 25 && text.Word(at + 1) == "to" && Before.Contains(text.Word(at - 1)) && !text[at].IsNumber => Past(text, at, at + 2, -text.Number(at)),
        "morning" or "afternoon" or "evening" or "night" => PartOfDay(text, at),
        _ when text[at].IsNumber => Numbers(text, at),
        _ => Bare(text, at, text.Number(at)),
    };

    private static FoundClock? EndOfDay(SpokenText text, int at)
    {
        var next = text.Word(at + 2) is "the" or "my" or "our" ? at + 3 : at + 2;
        return text.Word(next) is "day" or "business" ? new FoundClock(at, next + 1, default, ClockForm.EndOfDay) : null;
    }

    // Not "good morning", not "the morning flight".
    private static FoundClock? PartOfDay(SpokenText text, int at)
    {
        var before = text.Word(at - 1) is "early" or "late" or "mid" or "the" ? text.Word(at - 2) : text.Word(at - 1);
        var meant = before is "this" or "in" or "by" or "tomorrow" or "tmrw" or "until" or "during" or "-" || SpokenDate.EndsBefore(text, at);
        return !meant ? null : new FoundClock(at, at + 1, text.Word(at) switch
        {
            "morning" => Morning,
            "afternoon" => Afternoon,
            "evening" => Evening,
            _ => Night,
        }, ClockForm.PartOfDay);
    }

    private static FoundClock? Past(SpokenText text, int start, int at, int minutes)
    {
        if (text.Number(at) is not (>= 1 and <= 24 and var hour))
        {
            return null;
        }

        var (half, end) = HalfOfDay(text, at + 1);
        var time = Hour(hour, half) is { } full ? new LocalTime(full % 24, 0).PlusMinutes(minutes) : default;
        return new FoundClock(start, end, time, Form(hour, half));
    }

    private static FoundClock? Numbers(SpokenText text, int at)
    {
        var number = text[at].Number;
        if (number < 0 || (text.Glued(at) && text.Word(at - 1) is ":" or "." or "/" or "-" or "+" or "," && text[at - 2].IsNumber))
        {
            return null;
        }

        return Clock(text, at, number) ?? Bare(text, at, number);
    }

    private static FoundClock? Clock(SpokenText text, int at, int number) =>
        number < 0 ? null : WithMinutes(text, at, number) ?? FourDigits(text, at, number) ?? HourAlone(text, at, number);

    // "15:00", "8:30 pm", "8.30am", "at 8.30", "8h30"
    private static FoundClock? WithMinutes(SpokenText text, int at, int hour)
    {
        var mark = text.Word(at + 1);
        if (hour > 24 || mark is not (":" or "." or "h") || !text.Glued(at + 1) || !text.Glued(at + 2) || text[at + 2] is not { IsNumber: true, Word.Length: 2, Number: < 60 and var minute })
        {
            return null;
        }

        var seconds = mark == ":" && text.Word(at + 3) == ":" && text.Glued(at + 3) && text[at + 4].IsNumber ? 2 : 0;
        var (half, end) = HalfOfDay(text, at + 3 + seconds);
        var stated = half is not null || mark != "." || Before.Contains(text.Word(at - 1)) || text.Word(end) is "uhr" or "h" or "hrs";
        var date = mark == "." && half is null && text.Word(at + 3) is "." or "/" && (text[at + 4].IsNumber || text.Word(at + 4) is "at" or "um");
        return !stated || date || Money.Contains(text.Word(end)) || (hour == 24 && minute > 0) || Hour(hour, half) is not { } full
            ? null
            : new FoundClock(at, text.Word(end) is "uhr" or "h" or "hrs" ? end + 1 : end, new LocalTime(full % 24, minute), half is null && hour is >= 1 and <= 12 && text[at].Word[0] != '0' ? ClockForm.HalfDayOpen : ClockForm.Exact, EndsDay: full == 24);
    }

    // "1500 hrs", "at 0830"
    private static FoundClock? FourDigits(SpokenText text, int at, int number)
    {
        var named = text.Word(at + 1) is "hrs" or "hours" or "h" or "uhr";
        return text.Word(at).Length == 4 && (named || (text.Word(at - 1) is "at" or "by" or "@" && Behind.Contains(text.Word(at + 1)))) && number / 100 < 24 && number % 100 < 60
            ? new FoundClock(at, named ? at + 2 : at + 1, new LocalTime(number / 100, number % 100), ClockForm.Exact)
            : null;
    }

    // "3 pm", "3 o'clock", "15 Uhr", "at 15h"
    private static FoundClock? HourAlone(SpokenText text, int at, int hour)
    {
        if (hour > 24)
        {
            return null;
        }

        var clock = text.Word(at + 1) is "oclock" or "uhr" || (text.Word(at + 1) == "h" && Before.Contains(text.Word(at - 1)));
        var (half, end) = HalfOfDay(text, clock ? at + 2 : at + 1);
        return (clock || half is not null) && Hour(hour, half) is { } full ? new FoundClock(at, end, new LocalTime(full % 24, 0), text.Word(at + 1) == "uhr" ? ClockForm.Exact : Form(hour, half), EndsDay: full == 24) : null;
    }

    // "at 3", "by three", when nothing behind it makes it a number of something.
    private static FoundClock? Bare(SpokenText text, int at, int hour) =>
        hour is >= 1 and <= 24 && Before.Contains(text.Word(at - 1)) && (Behind.Contains(text.Word(at + 1)) || Zones.Named(text, at + 1) is not null) && !(text.Glued(at + 1) && text[at + 2].IsNumber && text.Glued(at + 2))
            ? new FoundClock(at, at + 1, new LocalTime(hour % 24, 0), Form(hour, null), EndsDay: hour == 24)
            : null;

    private static ClockForm Form(int hour, bool? half) => half is null && hour <= 12 ? ClockForm.HalfDayOpen : ClockForm.Exact;

    /// <summary>"am", "p.m.", "in the morning": true after noon.</summary>
    private static (bool? AfterNoon, int End) HalfOfDay(SpokenText text, int at)
    {
        if (text.Word(at) is "am" or "pm")
        {
            return (text.Word(at) == "pm", at + 1);
        }

        if (text.Word(at) is "a" or "p" && text.Word(at + 1) == "." && text.Word(at + 2) == "m")
        {
            return (text.Word(at) == "p", text.Word(at + 3) == "." ? at + 4 : at + 3);
        }

        return (text.Word(at), text.Word(at + 1), text.Word(at + 2)) switch
        {
            ("in", "the", "morning") => (false, at + 3),
            ("in", "the", "afternoon" or "evening") => (true, at + 3),
            ("this", "morning", _) => (false, at + 2),
            ("this", "afternoon" or "evening", _) => (true, at + 2),
            _ => (null, at),
        };
    }

    private static int? Hour(int hour, bool? afterNoon) => (afterNoon, hour) switch
    {
        (null, _) => hour,
        (false, 12) => 0,
        (false, > 12) => null,
        (true, < 12) => hour + 12,
        (true, 24) => null,
        _ => hour,
    };
}
