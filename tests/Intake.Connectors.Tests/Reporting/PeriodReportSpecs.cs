using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Connectors.Tests.Storage;
using Intake.Connectors.Tickets;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Reporting;

/// <summary>Every Friday at 16:00 the team lead has the week, once, whatever runs and whatever stops. It is Monday 2 March 2026, 10:00 in New York.</summary>
public sealed class PeriodReportSpecs
{
    private static readonly LoadedPlaybook Care = Team.Load("client-care");
    private static readonly LoadedPlaybook Retail = Team.Load("email-retail");

    [Fact]
    [Trait("Clause", "CC-9")]
    public async Task Every_Friday_at_four_the_team_lead_gets_the_week_once()
    {
        var (world, shop) = await Open(Care);
        var reports = Reports(shop);
        await reports.Run(default);
        await shop.Accept(Mail(world, "Our invoice is wrong"));
        world.Wait(Duration.FromDays(4));
        await reports.Run(default); // Friday 10:00
        Assert.Empty(await shop.Posts());

        await world.Until("2026-03-06T21:00:00Z", () => Task.CompletedTask); // 16:00
        await Task.WhenAll(reports.Run(default), Reports(world.Another(Care)).Run(default));
        await Reports(world.Another(Care)).Run(default);

        var post = Assert.Single(await shop.Posts());
        Assert.StartsWith("U0LENA0023: :bar_chart: *Weekly summary, Fri 27 Feb to Fri 6 Mar 2026*", post, StringComparison.Ordinal);
        Assert.Contains("• Opened: 1 (up from 0)", post, StringComparison.Ordinal);
        Assert.Contains("• Billing or Payment Query: 1 (up from 0)", post, StringComparison.Ordinal);

        // Kept as it was, whatever is written later; the stats of the same days show the same.
        await shop.Accept(Mail(world, "And another thing", from: "zoe@example.org"));
        var kept = (await reports.Find(Care.Playbook, Weekly, new LocalDate(2026, 3, 4), default))!;
        Assert.Equal(1, kept.Figures.Opened);
        Assert.Empty(kept.Remarks);
        var stats = await reports.Count(Care.Playbook, Weekly, kept.From, kept.To, kept.Before.From, default);
        Assert.Equal(kept.Parts.SelectMany(part => part.Lines), stats.Parts.SelectMany(part => part.Lines));
    }

    [Fact]
    [Trait("Clause", "CC-9")]
    public async Task After_three_weeks_away_all_reports_are_kept_and_the_latest_is_posted()
    {
        var (world, shop) = await Open(Care);
        await Reports(shop).Run(default);
        world.Wait(Duration.FromDays(19)); // Saturday 21 March; the month is not over
        var again = Reports(world.Another(Care));
        await again.Run(default);

        var post = Assert.Single(await shop.Posts());
        Assert.Contains("*Weekly summary, Fri 13 Mar to Fri 20 Mar 2026*", post, StringComparison.Ordinal);
        Assert.Contains("Intake was not running when 2 earlier reports were due; they are kept and were not posted.", post, StringComparison.Ordinal);
        Assert.NotNull(await again.Find(Care.Playbook, Weekly, new LocalDate(2026, 3, 6), default));
        Assert.Null(await again.Find(Care.Playbook, Weekly, new LocalDate(2026, 2, 20), default));
        Assert.Equal("It is not over yet: this is how it stands.", (await again.Find(Care.Playbook, Weekly, new LocalDate(2026, 3, 23), default))!.Remarks.Single());
    }

    [Fact]
    [Trait("Clause", "CC-9")]
    public async Task The_month_is_posted_on_the_first_working_day_of_the_next()
    {
        var (world, shop) = await Open(Care);
        await Reports(shop).Run(default);
        await world.Until("2026-04-01T12:59:00Z", () => Task.CompletedTask);
        await Reports(shop).Run(default);
        Assert.DoesNotContain(await shop.Posts(), post => post.Contains("Monthly", StringComparison.Ordinal));
        await world.Until("2026-04-01T13:00:00Z", () => Task.CompletedTask);
        await Reports(world.Another(Care)).Run(default);
        Assert.StartsWith("U0LENA0023: :bar_chart: *Monthly report, March 2026*", Assert.Single(await shop.Posts(), post => post.Contains("Monthly", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-20")]
    public async Task What_agents_say_of_the_rules_and_training_dates_are_listed_for_the_SOPs_owner_each_month()
    {
        var (world, shop) = await Open(Retail);
        await Reports(shop).Run(default);
        var book = Book(shop);
        var said = new Feedback("email-retail", "olive", "ER-10", "Two hours are too short for carriers", world.Now);
        await book.Say(said, "key-1", default);
        await book.Say(said, "key-1", default);
        await book.Plan(new Training("email-retail", "Verification", new LocalDate(2026, 4, 14), ["omar", "olive"], "tess", world.Now), "key-2", default);

        await world.Until("2026-04-01T13:00:00Z", () => Task.CompletedTask);
        await Reports(world.Another(Retail)).Run(default);
        var post = Assert.Single(await shop.Posts(), post => post.Contains("*Rules, feedback and training, March 2026*", StringComparison.Ordinal));
        Assert.Contains("*What agents say of the rules*\n• ER-10, Olive Okafor: Two hours are too short for carriers", post, StringComparison.Ordinal);
        Assert.Contains("*Training dates*\n• Tue 14 Apr 2026: Verification, with Omar Osman, Olive Okafor", post, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-13")]
    public async Task On_Monday_last_weeks_closed_conversations_are_drawn_once_told_to_the_room_and_scored()
    {
        var (world, shop) = await Open(Retail);
        var reviews = Reviews(shop);
        await reviews.Run(default);
        await shop.Accept(Mail(world, "Where is my order?"));
        var id = (await shop.Pointers.Find("mail:jane", default))!.Ticket;
        await shop.Ask(id, new Signal.OwnerChanged("olive", "olive", SeenIn: "hubspot"));
        var closed = await shop.Ask(id, new Signal.StageMoved("olive", Retail.Playbook.ClosedStage.Name, "Spam", SeenIn: "hubspot"), "close");
        Assert.IsType<Handed.Committed>(closed);

        await world.Until("2026-03-09T12:00:00Z", () => Task.CompletedTask); // Monday 08:00
        await Task.WhenAll(reviews.Run(default), Reviews(world.Another(Retail)).Run(default));
        Assert.Equal("cx: :mag: 1 conversations of 1 agents closed from Mon 2 Mar to Mon 9 Mar 2026 are to be reviewed: GET /api/reviews.", Assert.Single(await shop.Posts()));

        var round = Assert.Single(await reviews.Rounds(Retail.Playbook, NodaConstants.UnixEpoch, world.Now, default));
        Assert.Equal((id.Value, "olive"), (round.Picks.Single().Ticket, round.Picks.Single().Agent));
        var scores = Retail.Playbook.Reviews!.Questions.ToDictionary(question => question.Name, _ => 4);
        foreach (var tone in new[] { 2, 5 })
        {
            scores["tone"] = tone;
            await reviews.Score(new Review("email-retail", round.To, id.Value, "olive", "tess", world.Now, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(scores), null), default);
        }

        var lines = (await Reports(shop).Find(Retail.Playbook, Retail.Playbook.PeriodReports.First(), null, default))!.Parts.Single(part => part.List == "Reviews").Lines;
        Assert.Equal("Olive Okafor: 1 of 1 reviewed; every-concern (ER-22) 4.0; tone (ER-22) 5.0; macro (ER-9) 4.0; verified (ER-7) 4.0; requests (ER-15) 4.0", Assert.Single(lines).Text);
    }

    private static PeriodReportRules Weekly => Care.Playbook.PeriodReports.First(rules => rules.Name == "weekly");

    private static async Task<(StorageWorld World, StorageWorld.Process Shop)> Open(LoadedPlaybook playbook)
    {
        var world = await StorageWorld.Open();
        return (world, world.Another(playbook));
    }

    private static Inbound.FromClient Mail(StorageWorld world, string text, string from = "jane@example.org") =>
        new(ChannelKind.Email, [$"mail:{from.Split('@')[0]}"], new Client("Jane Smith", from, Email: from), new Message($"m-{from}", "text", text, text), Automatic: false, "E-mail") { Delivery = $"mail:{from}", At = world.Now };

    private static PeriodReports Reports(StorageWorld.Process shop) => new(new TeamStore(shop.Tables), Stories(shop), Book(shop), shop.Shelf, shop.World.Time);

    private static TeamBook Book(StorageWorld.Process shop) => new(new TeamStore(shop.Tables), new DutyBook(new TeamStore(shop.Tables), shop.Shelf, shop.World.Time), Reviews(shop));

    private static ReviewBook Reviews(StorageWorld.Process shop) => new(new TeamStore(shop.Tables), Stories(shop), shop.Shelf, shop.World.Time);

    private static Stories Stories(StorageWorld.Process shop) => new(shop.Store, shop.Index, shop.Shelf, shop.Desk, shop.World.Time);
}
