using Intake.Connectors.Reporting;
using Intake.Connectors.Tests.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Connectors.Tests.Reporting;

/// <summary>"Monitor inbox, live chat, and ticket system every morning by 8:00 AM." It is Monday 2 March 2026, 10:00; the mornings are New York's.</summary>
public sealed class DutySpecs
{
    private static readonly Person Victor = new("victor", "Victor Vance", Slack: "U0VICTOR21");
    private static readonly Person Wanda = new("wanda", "Wanda Wells", Slack: "U0WANDA022");

    [Fact]
    [Trait("Clause", "CC-1")]
    public async Task A_morning_on_which_nobody_looks_is_asked_about_at_half_past_seven_and_told_of_at_eight_once()
    {
        var (world, shop) = await Open();
        var duties = Book(shop);
        await world.Until("2026-03-03T12:20:00Z", () => duties.Run(default));
        Assert.Empty(await shop.Posts());

        await world.Until("2026-03-03T12:30:00Z", () => duties.Run(default));
        Assert.Equal(["care: :sunrise: Morning look at inbox, live chat and ticket system, by 08:00: please look at Client inbox, Live chat, Ticket system and tick what you have looked at."], await shop.Posts());

        // 08:00, another process and, at the same moment, this one: one alert.
        await world.Until("2026-03-03T13:00:00Z", () => Task.CompletedTask);
        await Task.WhenAll(Book(world.Another(Care)).Run(default), duties.Run(default));
        await world.Until("2026-03-03T22:00:00Z", () => Book(world.Another(Care)).Run(default));
        Assert.Equal("care: :rotating_light: Morning look at inbox, live chat and ticket system of Tue 3 Mar 2026: not done by 08:00. Missing: Client inbox, Live chat, Ticket system.", Assert.Single(await shop.Posts(), post => post.Contains("not done", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Clause", "CC-1")]
    public async Task All_three_ticked_before_eight_by_whomever_and_nobody_is_told()
    {
        var (world, shop) = await Open();
        var duties = Book(shop);
        await world.Until("2026-03-03T12:00:00Z", () => duties.Run(default));
        Assert.False((await duties.Tick(Care.Playbook, Duty, ["inbox", "tickets"], Victor, default))!.Done);
        await world.Until("2026-03-03T12:50:00Z", () => duties.Run(default));
        Assert.Contains("please look at Live chat and tick", Assert.Single(await shop.Posts()), StringComparison.Ordinal);

        // In Slack; a second press, and a tick of what is ticked, change nothing.
        await duties.Press("client-care:morning-look:2026-03-03", "live-chat", Wanda, default);
        await duties.Press("client-care:morning-look:2026-03-03", "live-chat", Victor, default);
        var run = (await duties.Tick(Care.Playbook, Duty, null, Victor, default))!;
        Assert.True(run.InTime);
        Assert.Equal(["inbox victor", "tickets victor", "live-chat wanda"], run.Ticks.Select(tick => $"{tick.Item} {tick.By}"));

        await world.Until("2026-03-03T22:00:00Z", () => Book(world.Another(Care)).Run(default));
        Assert.Equal("care: :white_check_mark: Morning look at inbox, live chat and ticket system: done, by Victor Vance, Wanda Wells.", (await shop.Posts())[1..].Single());
    }

    [Fact]
    [Trait("Clause", "CC-1")]
    public async Task Ticked_after_eight_it_is_late_and_stays_so()
    {
        var (world, shop) = await Open();
        var duties = Book(shop);
        await world.Until("2026-03-03T13:10:00Z", () => duties.Run(default));
        var run = (await duties.Tick(Care.Playbook, Duty, null, Victor, default))!;
        Assert.Equal((true, false), (run.Done, run.InTime));
        Assert.NotNull(run.MissedAt);
        Assert.Equal(3, (await shop.Posts()).Count); // asked, missed, done
    }

    [Fact]
    [Trait("Clause", "CC-1")]
    public async Task At_the_weekend_nobody_looks_and_after_an_outage_only_the_latest_missed_morning_is_told()
    {
        var (world, shop) = await Open();
        await Book(shop).Run(default);
        await world.Until("2026-03-07T15:00:00Z", () => Task.CompletedTask); // Saturday: Tuesday to Friday passed without us
        await world.Until("2026-03-08T22:00:00Z", () => Book(world.Another(Care)).Run(default));
        Assert.Contains("of Fri 6 Mar 2026", Assert.Single(await shop.Posts()), StringComparison.Ordinal);
        Assert.Null(await Book(shop).Tick(Care.Playbook, Duty, null, Victor, default));

        var week = await Book(shop).Between(Care.Playbook, Instant.FromUtc(2026, 3, 2, 15, 0), Instant.FromUtc(2026, 3, 9, 0, 0), default);
        Assert.Equal(["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"], week.Where(run => !run.InTime).Select(run => run.Date.ToString("uuuu-MM-dd", null)));
    }

    private static readonly Connectors.Storage.LoadedPlaybook Care = Team.Load("client-care");

    private static RecurringDuty Duty => Care.Playbook.RecurringDuties.Single();

    private static DutyBook Book(StorageWorld.Process process) => new(new TeamStore(process.Tables), process.Shelf, process.World.Time);

    private static async Task<(StorageWorld World, StorageWorld.Process Shop)> Open()
    {
        var world = await StorageWorld.Open();
        return (world, world.Another(Care));
    }
}
