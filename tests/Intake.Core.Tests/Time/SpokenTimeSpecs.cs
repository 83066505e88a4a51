using FsCheck.Xunit;
using Intake.Time;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Time;

/// <summary>Times in notes and promises, read on Tuesday 14 July 2026 at 10:00 in New York unless said otherwise.</summary>
public sealed class SpokenTimeSpecs
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("15:00", "2026-07-14 15:00 -04:00")]
    [InlineData("I will call you by 3 pm", "2026-07-14 15:00 -04:00")]
    [InlineData("at 3", "2026-07-14 15:00 -04:00")]
    [InlineData("by three, promised", "2026-07-14 15:00 -04:00")]
    [InlineData("at 8.30am", "2026-07-15 08:30 -04:00")]
    [InlineData("8.30 a.m. tomorrow", "2026-07-15 08:30 -04:00")]
    [InlineData("08:00 on 15 July", "2026-07-15 08:00 -04:00")]
    [InlineData("15 July 08:00.", "2026-07-15 08:00 -04:00")]
    [InlineData("15 July, pickup 08:00", "2026-07-15 08:00 -04:00")]
    [InlineData("July 15th at 8am", "2026-07-15 08:00 -04:00")]
    [InlineData("15/07 8:00", "2026-07-15 08:00 -04:00")]
    [InlineData("7/15 8:00", "2026-07-15 08:00 -04:00")]
    [InlineData("15.07. 8:00", "2026-07-15 08:00 -04:00")]
    [InlineData("2026-07-15 08:00", "2026-07-15 08:00 -04:00")]
    [InlineData("2026-07-15T08:00", "2026-07-15 08:00 -04:00")]
    [InlineData("15-07-2026 17:30", "2026-07-15 17:30 -04:00")]
    [InlineData("Wednesday 15 July at 08:00", "2026-07-15 08:00 -04:00")]
    [InlineData("08:00 on the 15th", "2026-07-15 08:00 -04:00")]
    [InlineData("the 3rd at noon", "2026-08-03 12:00 -04:00")]
    [InlineData("tomorrow morning", "2026-07-15 09:00 -04:00")]
    [InlineData("tomorrow morning at 8", "2026-07-15 08:00 -04:00")]
    [InlineData("tomorrow at 3", "2026-07-15 15:00 -04:00")]
    [InlineData("tomorrow evening at 8", "2026-07-15 20:00 -04:00")]
    [InlineData("Friday 9am", "2026-07-17 09:00 -04:00")]
    [InlineData("Friday afternoon", "2026-07-17 15:00 -04:00")]
    [InlineData("tonight", "2026-07-14 20:00 -04:00")]
    [InlineData("tonight at 9", "2026-07-14 21:00 -04:00")]
    [InlineData("this evening", "2026-07-14 18:00 -04:00")]
    [InlineData("first thing tomorrow", "2026-07-15 09:00 -04:00")]
    [InlineData("tomorrow first thing", "2026-07-15 09:00 -04:00")]
    [InlineData("first thing on Friday at 8", "2026-07-17 08:00 -04:00")]
    [InlineData("3-4pm", "2026-07-14 16:00 -04:00")]
    [InlineData("15 July, 8–9 am", "2026-07-15 09:00 -04:00")]
    [InlineData("ten past three", "2026-07-14 15:10 -04:00")]
    [InlineData("by ten to four", "2026-07-14 15:50 -04:00")]
    [InlineData("8 Uhr", "2026-07-15 08:00 -04:00")]
    [InlineData("half past 4", "2026-07-14 16:30 -04:00")]
    [InlineData("quarter to 5 pm", "2026-07-14 16:45 -04:00")]
    [InlineData("noon", "2026-07-14 12:00 -04:00")]
    [InlineData("midnight", "2026-07-15 00:00 -04:00")]
    [InlineData("at 1430", "2026-07-14 14:30 -04:00")]
    [InlineData("1500 hrs", "2026-07-14 15:00 -04:00")]
    [InlineData("18h30", "2026-07-14 18:30 -04:00")]
    [InlineData("between 3 and 4 pm", "2026-07-14 16:00 -04:00")]
    [InlineData("08:00 EST tomorrow", "2026-07-15 08:00 -04:00")]
    [InlineData("08:00 (CET) on 15 July", "2026-07-15 08:00 +02:00")]
    [InlineData("15 July 08:00 local time", "2026-07-15 08:00 -04:00")]
    [InlineData("I’ll be back to you at 3 pm about your trip of 15 August", "2026-07-14 15:00 -04:00")]
    public void A_time_is_found(string text, string expected)
    {
        var found = Read(text);
        Assert.Equal(At(expected), found.At);
        Assert.False(found.DateOnly || found.Relative || found.Past);
    }

    [Theory]
    [InlineData("in half an hour", "0:30")]
    [InlineData("I'll update you in 20 minutes.", "0:20")]
    [InlineData("I’ll update you in about 10–15 minutes.", "0:15")]
    [InlineData("10 to 15 min", "0:15")]
    [InlineData("give me an hour", "1:00")]
    [InlineData("within the hour", "1:00")]
    [InlineData("in the next hour or so", "1:00")]
    [InlineData("in an hour or two", "2:00")]
    [InlineData("within the next few minutes", "0:10")]
    [InlineData("in the next couple of hours", "2:00")]
    [InlineData("in an hour and a half", "1:30")]
    [InlineData("in forty-five minutes", "0:45")]
    [InlineData("in twenty five minutes", "0:25")]
    [InlineData("twenty to thirty minutes", "0:30")]
    [InlineData("give me a sec", "0:05")]
    [InlineData("bear with me one minute", "0:05")]
    [InlineData("in 1h30", "1:30")]
    [InlineData("in 2 hours 30 minutes", "2:30")]
    [InlineData("in 1.5 hours", "1:30")]
    [InlineData("in a few minutes", "0:10")]
    [InlineData("in 2 days", "48:00")]
    public void A_length_counts_from_now(string text, string length)
    {
        var found = Read(text);
        Assert.Equal(Now.ToInstant() + Lasting(length), found.At);
        Assert.True(found.Relative);
    }

    [Theory] // Said while it lasts, a part of the day is its end; "in the morning" is then tomorrow's.
    [InlineData("10:30", "this morning", "14 12:00")]
    [InlineData("10:30", "in the morning", "15 09:00")]
    [InlineData("15:20", "this afternoon", "14 18:00")]
    [InlineData("16:30", "later this afternoon", "14 18:00")]
    [InlineData("16:30", "first thing in the morning", "15 09:00")]
    [InlineData("19:30", "this evening", "14 23:59")]
    [InlineData("19:30", "in the afternoon", "15 15:00")]
    public void A_part_of_the_day_is_still_to_come(string said, string text, string expected) =>
        Assert.Equal(At($"2026-07-{expected} -04:00"), SpokenTimes.Find(text, At($"2026-07-14 {said} -04:00").InZone(NewYork))!.At);

    [Fact]
    public void This_morning_said_in_the_evening_is_over() => Assert.True(SpokenTimes.Find("as I wrote this morning", At("2026-07-14 19:30 -04:00").InZone(NewYork))!.Past);

    [Theory]
    [InlineData("the 15th", "2026-07-15 23:59 -04:00")]
    [InlineData("tomorrow", "2026-07-15 23:59 -04:00")]
    [InlineData("next Monday", "2026-07-20 23:59 -04:00")]
    [InlineData("by end of day", "2026-07-14 23:59 -04:00")]
    [InlineData("end of day tomorrow", "2026-07-15 23:59 -04:00")]
    [InlineData("15 July 2026", "2026-07-15 23:59 -04:00")]
    [InlineData("Sept 3", "2026-09-03 23:59 -04:00")]
    public void A_day_alone_is_its_end(string text, string expected)
    {
        var found = Read(text);
        Assert.Equal((At(expected), true), (found.At, found.DateOnly));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Good morning! We are 4 people and need 3 rooms.")]
    [InlineData("as soon as possible")]
    [InlineData("It costs 8.30 EUR, room 15, +1 414 455-5502, 24/7.")]
    [InlineData("We waited for 2 hours, 20 minutes ago they left.")]
    [InlineData("We may 15 times. I sat down. The sun was out.")]
    [InlineData("soon, on the 45th of Julember at 99:99")]
    public void Nothing_is_found_where_there_is_no_time(string text) => Assert.Null(SpokenTimes.Find(text, Now));

    [Fact]
    public void An_ambiguous_date_is_the_nearer_one_to_come_and_says_so()
    {
        var found = Read("05/08 at 10:00");
        Assert.Equal((At("2026-08-05 10:00 -04:00"), "“5/8” is read as 5 August 2026."), (found.At, found.Doubt));
        Assert.Null(Read("15/07 10:00").Doubt);
        Assert.Equal("“3” is read as 15:00.", Read("tomorrow at 3").Doubt);
    }

    [Fact]
    public void What_is_over_is_reported_and_a_time_of_day_over_for_long_is_tomorrows()
    {
        Assert.True(Read("yesterday").Past);
        Assert.True(Read("13 July 08:00").Past);
        Assert.True(Read("today at 08:00").Past);
        Assert.Equal((At("2026-07-14 09:30 -04:00"), true), (Read("at 09:30").At, Read("at 09:30").Past));
        Assert.Equal((At("2026-07-15 08:00 -04:00"), false), (Read("at 08:00").At, Read("at 08:00").Past));
    }

    [Fact]
    public void Skipped_and_repeated_times_are_settled()
    {
        var spring = At("2026-03-07 10:00 -05:00").InZone(NewYork);
        Assert.Equal(At("2026-03-08 03:00 -04:00"), SpokenTimes.Find("tomorrow 02:30", spring)!.At);
        var autumn = At("2026-10-31 10:00 -04:00").InZone(NewYork);
        Assert.Equal(At("2026-11-01 01:30 -04:00"), SpokenTimes.Find("tomorrow 01:30", autumn)!.At);
        Assert.Equal(autumn.ToInstant() + Lasting("24:00"), SpokenTimes.Find("in 24 hours", autumn)!.At);
    }

    [Fact]
    public void The_words_that_say_it_are_named() => Assert.Equal("08:00 on 15 July", Read("Plan fully finalized – pending execution at 08:00 on 15 July.").Words);

    [Property(MaxTest = 2000)]
    public void Any_text_is_read(string? text) => SpokenTimes.Find(text ?? "", Now);

    [Property(MaxTest = 2000)]
    public void Any_heap_of_words_about_time_is_read(byte[] picks)
    {
        string[] words = ["at", "in", "15", "8", "31", "99", "0", ":", ".", "/", "-", "th", "July", "May", "am", "pm", "half", "an", "hour", "h", "tomorrow", "Friday", "next", "2026", "24", "noon", "EST", "(", "end", "of", "day", "to", " ", "\n", "12", "00", "minutes", "9999"];
        foreach (var gap in new[] { "", " " })
        {
            var text = string.Join(gap, picks.Select(pick => words[pick % words.Length]));
            if (SpokenTimes.Find(text, Now) is { } found)
            {
                Assert.Contains(found.Words, text, StringComparison.Ordinal);
                Assert.True(found.Past || found.At >= Now.ToInstant() || found.DateOnly);
            }
        }
    }

    private static ZonedDateTime Now => At("2026-07-14 10:00 -04:00").InZone(NewYork);

    private static SpokenTime Read(string text)
    {
        var found = SpokenTimes.Find(text, Now);
        Assert.NotNull(found);
        return found;
    }
}
