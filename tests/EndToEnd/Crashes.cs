using Xunit.Abstractions;

namespace EndToEnd;

/// <summary>Processes that are really killed (SIGKILL: nothing is flushed, nobody is told), and started again on what they left.</summary>
public sealed class Crashes(ITestOutputHelper output)
{
    private const int Seed = 20260302;
    private const int Kept = 20;
    private const int Lost = 8;
    private const int AtOnce = 2;

    // The last passing of each point that every run of the story reaches.
    private static readonly (string Point, int Passings)[] Points =
    [
        ("http.received", 18), ("table.insert", 3), ("table.transaction", 15), ("table.update", 15), ("table.upsert", 3),
        ("durable.commit", 12), ("durable.activity", 4), ("send.received", 15), ("send.recorded", 15),
    ];

    private static readonly Crash[] Named =
    [
        // After the commit that accepts the message, before anybody is nudged.
        new("table.transaction", 1),

        // After the claim, before the send: the first three updates are HubSpot's, the fourth is the index, the fifth takes the first page.
        new("table.update", 5) { Left = "1/0" },

        // Asleep until 10:10 with nothing left to do: only the history, or who re-arms without one, wakes it in time.
        new("durable.commit", 5) { Left = "0/1" },

        // Claimed and on its way, but not received.
        new("send.received.sms", 1),

        // After the send, before the record.
        new("send.recorded.sms", 1),
        new("send.recorded.sms", 2, TimeSpan.FromMinutes(3)),
        new("send.recorded.slack", 1) { Left = "1/1" },

        // Everything done for the message, but its answer never leaves.
        new("http.answering", 1, TimeSpan.FromMinutes(11)),
    ];

    [Fact]
    public Task Killed_at_20_points_and_restarted_it_pages_everybody_once() => Survive(Chosen(new Random(Seed), Kept, losesHistory: false));

    [Fact]
    public Task The_same_without_the_durable_history() => Survive(Chosen(new Random(Seed + 1), Lost, losesHistory: true));

    [Fact]
    public async Task Killed_from_outside_again_and_again_it_pages_everybody_once()
    {
        var random = new Random(Seed);
        var aftermath = await CrashStory.Of([.. Enumerable.Range(0, 5).Select(_ => TimeSpan.FromMilliseconds(random.Next(900)))], speed: 600);
        output.WriteLine(aftermath.ToString());
        Assert.True(aftermath.Wrong is null, aftermath.ToString());
    }

    [Fact]
    public Task Killed_again_while_it_recovers_it_pages_everybody_once() => Survive(
    [
        new("table.transaction", 1) { Then = new("durable.commit", 1) },
        new("send.received.sms", 1) { Then = new("send.received.sms", 1, TimeSpan.FromMinutes(1)) },
        new("send.recorded.sms", 1, TimeSpan.FromMinutes(1)) { Then = new("send.recorded.sms", 1, LosesHistory: true) },
        new("durable.commit", 5, TimeSpan.FromMinutes(20), LosesHistory: true) { Then = new("table.transaction", 3, TimeSpan.FromMinutes(2)) },
    ]);

    private static List<Crash> Chosen(Random random, int count, bool losesHistory)
    {
        var chosen = Named.Take((count / 2) + 1).Select(crash => crash with { LosesHistory = losesHistory }).ToList();
        while (chosen.Count < count)
        {
            var (point, passings) = Points[random.Next(Points.Length)];
            var crash = new Crash(point, random.Next(passings) + 1, TimeSpan.FromMinutes(random.Next(3) * 4), losesHistory);
            if (!chosen.Exists(other => (other.Point, other.Passing) == (crash.Point, crash.Passing)))
            {
                chosen.Add(crash);
            }
        }

        return chosen;
    }

    private async Task Survive(List<Crash> crashes)
    {
        var aftermaths = new Aftermath[crashes.Count];
        await Parallel.ForAsync(0, crashes.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => aftermaths[i] = await CrashStory.Of(crashes[i]));
        foreach (var aftermath in aftermaths)
        {
            output.WriteLine(aftermath.ToString());
        }

        Assert.True(Array.TrueForAll(aftermaths, aftermath => aftermath.Wrong is null), $"\n{string.Join("\n", aftermaths.Where(aftermath => aftermath.Wrong is not null))}");
    }
}
