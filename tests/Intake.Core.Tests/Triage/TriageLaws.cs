using System.Diagnostics;
using FsCheck.Xunit;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Triage;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>What holds for every text: an answer, in words of the text, in time that grows no faster than the text.</summary>
public sealed class TriageLaws
{
    // The machine has other things to do: the fastest of several runs is the one that was left in peace.
    private const int Runs = 15;

    private static readonly TriageRules Rules = Labelled.Rules;

    [Property(MaxTest = 2000)]
    public void Any_text_gets_an_answer(string? text, char odd, bool twice)
    {
        var written = $"{text}{odd} taxi {(twice ? text : "")}{odd}not here\ud83c{text}";

        var found = Judged(written);

        Assert.All(found.Evidence, words => Assert.Contains(words, written, StringComparison.Ordinal));
    }

    [Property(MaxTest = 500)]
    public void Any_mixture_of_labelled_messages_is_as_pressing_as_an_emergency_in_a_sentence_of_its_own(int first, int second)
    {
        var emergencies = Labelled.All.Where(row => row.Class == Urgency.Emergency).ToArray();
        var other = Labelled.All[(first & int.MaxValue) % Labelled.All.Count].Text;
        var emergency = emergencies[(second & int.MaxValue) % emergencies.Length].Text;

        Assert.Equal(Urgency.Emergency, Judged($"{other}.\n\n{emergency}").Urgency);
        Assert.Equal(Urgency.Emergency, Judged($"{emergency}.\n\n{other}").Urgency);
    }

    [Theory]
    [InlineData("taxi not ")]
    [InlineData("yesterday the taxi didn't come. ")]
    [InlineData("lost dark ")]
    [InlineData("broken leg ")]
    [InlineData("if ")]
    [InlineData("a")]
    [InlineData("'")]
    [InlineData("\n ")]
    [InlineData("unconscoius ")]
    [InlineData("1.")]
    [InlineData("??")]
    [InlineData("😂")]
    public void Four_times_the_text_takes_about_four_times_as_long(string piece)
    {
        var (text, longer) = (Repeated(piece, 10_000), Repeated(piece, 40_000));
        var (once, fourTimes) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(8));
        for (var run = 0; run < 20 * Runs && fourTimes >= once * 7.5; run++)
        {
            once = Shorter(once, Took(() => Judged(text)));
            fourTimes = Shorter(fourTimes, Took(() => Judged(longer)));
        }

        Assert.InRange(fourTimes, TimeSpan.Zero, once * 8);
    }

    [Fact]
    public void Twenty_thousand_messages_take_less_than_three_seconds()
    {
        var each = Labelled.All.Select(row => Enumerable.Range(0, Runs).Min(_ => Took(() => row.Classified)));

        Assert.InRange(each.Average(took => took.TotalMilliseconds) * 20_000, 0, 3000);
    }

    private static Classification Judged(string text) => Classify(Rules, ChannelKind.Email, text, Labelled.On());

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Took(Func<Classification> work)
    {
        var started = Stopwatch.GetTimestamp();
        _ = work();
        return Stopwatch.GetElapsedTime(started);
    }
}
