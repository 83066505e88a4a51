using Intake.Local.Cli;

namespace Intake.Local.Tests.Cli;

/// <summary>The command as a script uses it: JSON lines in, JSON lines out.</summary>
public sealed class DeadlineSpecs
{
    private const string MonTue = """{"zone":"America/New_York","open":[{"days":["mon","tue"],"from":"00:30","to":"17:00"}],"holidays":["2026-12-25"]}""";
    private const string Night = """{"zone":"America/New_York","open":[{"days":["sat"],"from":"22:00","to":"06:00"}],"holidays":[]}""";

    [Theory]
    // Mon 21 December 2026, 16:50: ten minutes are left today, the other twenty begin at 00:30.
    [InlineData(MonTue, "2026-12-21T16:50:00-05:00", "30", "2026-12-22T05:50:00Z")]
    [InlineData(MonTue, "2026-12-21T21:50:00Z", "30", "2026-12-22T05:50:00Z")]
    [InlineData(MonTue, "2026-12-21T16:50:00", "30", "2026-12-22T05:50:00Z")]
    [InlineData(MonTue, "2026-12-21T16:50", "30", "2026-12-22T05:50:00Z")]
    // Seconds, and what is less, are kept.
    [InlineData(MonTue, "2026-12-21T21:50:37Z", "30", "2026-12-22T05:50:37Z")]
    [InlineData(MonTue, "2026-12-21T21:50:37.25Z", "30", "2026-12-22T05:50:37.25Z")]
    [InlineData(MonTue, "2026-12-21T21:50:00Z", "0.5", "2026-12-21T21:50:30Z")]
    // Used up exactly at closing time.
    [InlineData(MonTue, "2026-12-21T21:50:00Z", "10", "2026-12-21T22:00:00Z")]
    // No minutes: at once when open, else at the next opening.
    [InlineData(MonTue, "2026-12-21T21:50:00Z", "0", "2026-12-21T21:50:00Z")]
    [InlineData(MonTue, "2026-12-21T22:00:00Z", "0", "2026-12-22T05:30:00Z")]
    [InlineData(MonTue, "2026-12-24T12:00:00Z", "0", "2026-12-28T05:30:00Z")]
    // Over midnight through the hour that comes twice (1 November 2026) and the one that is skipped (8 March 2026).
    [InlineData(Night, "2026-10-31T22:00:00-04:00", "480", "2026-11-01T10:00:00Z")]
    [InlineData(Night, "2026-03-07T22:00:00-05:00", "400", "2026-03-08T09:40:00Z")]
    // A whole day, written in any of the three ways.
    [InlineData("""{"zone":"UTC","open":[{"days":["mon"],"from":"00:00","to":"24:00"}]}""", "2026-12-21T00:00:00Z", "1440", "2026-12-22T00:00:00Z")]
    [InlineData("""{"zone":"UTC","open":[{"days":["mon"],"from":"00:00","to":"00:00"}]}""", "2026-12-21T00:00:00Z", "1440", "2026-12-22T00:00:00Z")]
    [InlineData("""{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"09:00"}]}""", "2026-12-21T00:00:00Z", "1440", "2026-12-22T09:00:00Z")]
    // Overlapping windows count once.
    [InlineData("""{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"12:00"},{"days":["mon"],"from":"11:00","to":"13:00"}],"holidays":null}""", "2026-12-21T00:00:00Z", "240", "2026-12-21T13:00:00Z")]
    public void A_due_time(string calendar, string from, string minutes, string due) =>
        Assert.Equal((0, $$"""{"id":"a","due":"{{due}}"}""" + "\n", ""), Run($$"""{"id":"a","calendar":{{calendar}},"from":"{{from}}","minutes":{{minutes}}}"""));

    [Theory]
    [InlineData("2026-12-21T16:50:00-05:00", "2026-12-22T00:45:00-05:00", "25")]
    [InlineData("2026-12-21T22:00:00Z", "2026-12-22T05:30:00Z", "0")]
    [InlineData("2026-12-21T16:50:00-05:00", "2026-12-21T16:54:45-05:00", "4.75")]
    [InlineData("2026-12-22T00:45:00-05:00", "2026-12-21T16:50:00-05:00", "-25")]
    public void Minutes_between(string from, string to, string minutes) =>
        Assert.Equal((0, $$"""{"id":7,"minutes":{{minutes}}}""" + "\n", ""), Run($$"""{"id":7,"calendar":{{MonTue}},"between":["{{from}}","{{to}}"]}"""));

    [Fact]
    public void Half_an_emoji_is_a_wrong_time_like_any_other()
    {
        var (exit, _, errors) = Run($$"""{"id":1,"calendar":{{MonTue}},"from":"\ud83d","minutes":1}""");

        Assert.Equal(1, exit);
        Assert.StartsWith("line 1: \"from\" is not a time: \ufffd.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "This is no JSON (character ")]
    [InlineData("[]", "This is no JSON object. Write e.g. {\"id\":1,\"calendar\":")]
    [InlineData("""{"id":1,"from":"2026-12-21T16:50:00Z","minutes":1}""", "\"calendar\" is missing.")]
    [InlineData("""{"id":1,"calendar":{"open":[]},"from":"2026-12-21T16:50:00Z","minutes":1}""", "calendar: \"zone\" is missing. Write e.g. \"zone\":\"America/New_York\".")]
    [InlineData("""{"id":1,"calendar":{"zone":"America/New_Yrok","open":[{"days":["mon"],"from":"09:00","to":"10:00"}]},"from":"2026-12-21T16:50:00Z","minutes":1}""", "calendar.zone: \"America/New_Yrok\" is not a time zone. Did you mean \"America/New_York\"?")]
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mo"],"from":"09:00","to":"10:00"}]},"from":"2026-12-21T16:50:00Z","minutes":1}""", "calendar.open[0].days[0]: \"mo\" is not a day.")]
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"10:00"}]},"between":["2026-12-21T16:50:00Z","2026-12-21T17:50:00Z"],"minutes":1}""", "\"between\" and \"minutes\" ask for two things.")]
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"10:00"}]},"from":"tomorrow","minutes":1}""", "\"from\" is not a time: tomorrow.")]
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"10:00"}]},"from":"2026-12-21T16:50:00Z","minutes":-1}""", "\"minutes\" is -1. Write a number from 0 to")]
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"10:00"}]},"between":["2026-12-21T16:50:00Z"]}""", "\"between\" is not two times.")]
    // It closed for good: said, not searched for ever.
    [InlineData("""{"id":1,"calendar":{"zone":"UTC","open":[{"days":["mon"],"from":"09:00","to":"10:00","effective-to":"2025-01-01"}]},"from":"2026-12-21T16:50:00Z","minutes":1}""", "The calendar has no open time within 20 years after 2026-12-21T16:50:00Z.")]
    public void A_wrong_line_is_named_and_the_others_are_answered(string wrong, string said)
    {
        var right = $$"""{"id":"a","calendar":{{MonTue}},"from":"2026-12-21T21:50:00Z","minutes":1}""";

        var (exit, output, errors) = Run($"{right}\n\n{wrong}\n{right}");

        Assert.Equal(1, exit);
        Assert.Equal(2, output.Split("\"due\":\"2026-12-21T21:51:00Z\"").Length - 1);
        Assert.StartsWith($"line 3: {said}", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private static (int Exit, string Output, string Errors) Run(string input)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        return (Deadline.Run(new StringReader(input), output, errors), output.ToString(), errors.ToString());
    }
}
