using System.Globalization;
using FsCheck.Xunit;
using Intake.Local.Sdk;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Local.Tests;

public sealed class VirtualClockSpecs : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-03-02T08:00:00Z", CultureInfo.InvariantCulture);

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly WorkTracker _work = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_frozen_clock_moves_only_when_advanced_and_then_exactly()
    {
        using var clock = new VirtualClock(Start, speed: 0);
        var before = clock.GetTimestamp();

        await clock.AdvanceAsync(TimeSpan.FromHours(25), _work, CancellationToken.None);

        Assert.Equal(Start.AddHours(25), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(25), clock.GetElapsedTime(before));
    }

    [Fact]
    public async Task Timers_due_together_fire_in_the_order_they_were_created()
    {
        using var clock = new VirtualClock(Start, speed: 0);
        var fired = new List<int>();
        var timers = Enumerable.Range(0, 5).Select(i => Once(clock, TimeSpan.FromMinutes(1), () => fired.Add(i))).ToList();

        await clock.AdvanceAsync(TimeSpan.FromMinutes(1), _work, CancellationToken.None);

        Assert.Equal([0, 1, 2, 3, 4], fired);
        Assert.Equal(5, timers.Count);
    }

    [Fact]
    public async Task Time_stands_still_until_the_work_a_timer_began_has_ended()
    {
        var real = new FakeTimeProvider(Start);
        using var clock = new VirtualClock(Start, speed: 1000, real);
        DateTimeOffset began = default, ended = default, next = default;
        using var first = Once(clock, TimeSpan.FromHours(1), () =>
        {
            var piece = _work.Begin();
            began = clock.GetUtcNow();
            _ = Task.Run(async () =>
            {
                await Task.Yield();
                real.Advance(TimeSpan.FromHours(1));
                ended = clock.GetUtcNow();
                piece.Dispose();
            });
        });
        using var second = Once(clock, TimeSpan.FromHours(2), () => next = clock.GetUtcNow());

        await clock.AdvanceAsync(TimeSpan.FromHours(3), _work, CancellationToken.None);

        Assert.Equal(began, ended);
        Assert.Equal(Start.AddHours(2), next);
    }

    [Fact]
    public async Task A_timer_that_the_work_arms_is_served_in_the_same_advance()
    {
        using var clock = new VirtualClock(Start, speed: 0);
        var seen = new List<DateTimeOffset>();
        async Task Chain()
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Delay(TimeSpan.FromMinutes(7), clock);
                seen.Add(clock.GetUtcNow());
            }
        }

        var chain = Chain();
        await clock.AdvanceAsync(Start.AddMinutes(21), _work, CancellationToken.None);
        await chain;

        Assert.Equal([Start.AddMinutes(7), Start.AddMinutes(14), Start.AddMinutes(21)], seen);
    }

    [Fact]
    public async Task A_timer_without_a_delay_fires_even_for_work_the_advance_is_waiting_for()
    {
        using var clock = new VirtualClock(Start, speed: 0);
        using var piece = _work.Begin();
        using var timer = Once(clock, TimeSpan.Zero, piece.Dispose);

        await clock.AdvanceAsync(TimeSpan.FromSeconds(1), _work, CancellationToken.None);

        Assert.Equal(0, clock.Pending);
    }

    [Fact]
    public async Task A_repeating_timer_fires_once_per_period_until_disposed()
    {
        using var clock = new VirtualClock(Start, speed: 0);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));

        await clock.AdvanceAsync(TimeSpan.FromHours(1), _work, CancellationToken.None);
        await timer.DisposeAsync();
        await clock.AdvanceAsync(TimeSpan.FromHours(1), _work, CancellationToken.None);

        Assert.Equal(120, fired);
    }

    [Fact]
    public void Real_time_is_scaled_and_drives_timers_at_the_clocks_speed()
    {
        var real = new FakeTimeProvider(Start);
        using var clock = new VirtualClock(Start, speed: 60, real);
        DateTimeOffset? fired = null;
        using var timer = Once(clock, TimeSpan.FromMinutes(5), () => fired = clock.GetUtcNow());

        real.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(fired);
        real.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(Start.AddMinutes(5), fired);
    }

    [Fact]
    public void A_real_clock_that_is_set_back_does_not_turn_the_virtual_one_back()
    {
        var real = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.Zero };
        using var clock = new VirtualClock(Start, speed: 1, real);
        real.Advance(TimeSpan.FromMinutes(5));
        var seen = clock.GetUtcNow();

        real.AdjustTime(Start.AddMinutes(2));

        Assert.Equal(seen, clock.GetUtcNow());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    [InlineData(10, 600)]
    public void A_reopened_clock_ran_on_while_nobody_had_it_open(double speed, int minutesLater)
    {
        var real = new FakeTimeProvider(Start);
        using (VirtualClock.Open(_file, Start.AddDays(1), speed, real))
        {
        }

        real.Advance(TimeSpan.FromHours(1));
        using var again = VirtualClock.Open(_file, start: null, speed, real);

        Assert.Equal(Start.AddDays(1).AddMinutes(minutesLater), again.GetUtcNow());
    }

    [Fact]
    public void A_start_before_the_saved_time_is_ignored_and_one_after_it_is_taken()
    {
        using (VirtualClock.Open(_file, Start, speed: 0))
        {
        }

        using (var earlier = VirtualClock.Open(_file, Start.AddDays(-1), speed: 0))
        {
            Assert.Equal(Start, earlier.GetUtcNow());
        }

        using var later = VirtualClock.Open(_file, Start.AddDays(1), speed: 0);
        Assert.Equal(Start.AddDays(1), later.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => later.Set(Start));
    }

    [Fact]
    public void One_process_at_a_time_owns_a_saved_clock()
    {
        using var owner = VirtualClock.Open(_file, Start, speed: 0);

        Assert.ThrowsAny<IOException>(() => VirtualClock.Open(_file, Start, speed: 0));
    }

    [Property(MaxTest = 1000)]
    public void No_callback_sees_a_time_before_its_own_and_order_is_kept(ushort[] delays, ushort reach)
    {
        using var clock = new VirtualClock(Start, speed: 0);
        var fired = new List<(TimeSpan Due, int Created)>();
        var timers = delays.Select((delay, i) =>
        {
            var due = TimeSpan.FromSeconds(delay % 97);
            return Once(clock, due, () =>
            {
                Assert.True(clock.GetUtcNow() >= Start + due, "fired early");
                lock (fired)
                {
                    fired.Add((due, i));
                }
            });
        }).ToList();

        // Synchronous on purpose: FsCheck runs a property to its end, and nothing here needs the thread it blocks.
        var target = TimeSpan.FromSeconds(reach % 120);
        clock.AdvanceAsync(target, _work, CancellationToken.None).GetAwaiter().GetResult();

        Assert.Equal(delays.Count(delay => TimeSpan.FromSeconds(delay % 97) <= target), fired.Count);
        Assert.Equal(fired.OrderBy(timer => timer.Due).ThenBy(timer => timer.Created), fired);
        timers.ForEach(timer => timer.Dispose());
    }

    private static ITimer Once(VirtualClock clock, TimeSpan due, Action fire) => clock.CreateTimer(_ => fire(), null, due, Timeout.InfiniteTimeSpan);
}
