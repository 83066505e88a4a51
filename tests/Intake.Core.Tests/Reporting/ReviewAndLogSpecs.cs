using Intake.Playbooks;
using Intake.Reporting;
using NodaTime;

namespace Intake.Core.Tests.Reporting;

/// <summary>What is drawn for review (ER-13), and what a spreadsheet gets to see (CC-9).</summary>
public sealed class ReviewAndLogSpecs
{
    private static readonly Playbook Retail = Told.Shipped("email-retail");
    private static readonly ReportSpan Week = ReportSpan.NextWeek(IsoDayOfWeek.Monday, new LocalTime(8, 0), Retail.Zone, Times.At("2026-03-02 08:00 -05:00"));

    [Fact]
    [Trait("Clause", "ER-13")]
    public void Five_conversations_closed_in_the_week_are_drawn_of_each_agent_and_always_the_same_ones()
    {
        Told[] stories =
        [
            .. Enumerable.Range(0, 12).Select(n => Closed($"Olive's {n}", "2026-03-03 10:00 -05:00", "olive")),
            .. Enumerable.Range(0, 3).Select(n => Closed($"Omar's {n}", "2026-03-04 10:00 -05:00", "omar")),
            Closed("Last week's", "2026-03-02 07:59 -05:00", "omar"),
            Told.Asked("email-retail", "2026-03-02 07:00 -05:00", "Still open").Answered("2026-03-03 10:00 -05:00", "omar"),
            Closed("Nobody's", "2026-03-04 10:00 -05:00", "intake"),
        ];
        var round = Draw(stories);

        Assert.Equal(["olive 5", "omar 3"], round.Picks.GroupBy(pick => pick.Agent).Select(picks => $"{picks.Key} {picks.Count()}"));
        Assert.Equal(round.Picks.AsEnumerable(), Draw(stories.AsEnumerable().Reverse()).Picks);
        Assert.Equal((Times.At("2026-03-02 08:00 -05:00"), Times.At("2026-03-09 08:00 -04:00")), (round.From, round.To));

        // Another week draws others: no conversation of an agent's is always the first.
        var next = ReviewRound.Draw(Retail, stories.Select(told => told.Story), ["olive", "omar"], Week with { From = Week.From - Duration.FromDays(1) });
        Assert.NotEqual(round.Picks.Where(pick => pick.Agent == "olive"), next.Picks.Where(pick => pick.Agent == "olive"));
    }

    [Fact]
    [Trait("Clause", "CC-9")]
    [Trait("Clause", "CC-2")]
    public void The_log_has_one_row_for_each_interaction_none_of_the_words_and_no_formula()
    {
        var care = Told.Shipped("client-care");
        var told = Told.Asked("client-care", "2026-03-02 10:00 -05:00", "=HYPERLINK(\"http://evil\",\"x\")", "My card is 4111, help").About("2026-03-02 10:00 -05:00", "billing").Answered("2026-03-02 10:30 -05:00", "victor").Closed("2026-03-02 11:00 -05:00", "victor").Said("2026-03-04 11:00 -05:00", content: true, 5);
        var lines = InteractionLog.Csv(care, [told.Story], Times.At("2026-03-01 00:00 -05:00"), Times.At("2026-04-01 00:00 -04:00")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        var id = told.Story.Ticket.Id;
        Assert.Equal(
            [
                "date,time,reference,ticket,client,channel,issue type,priority,direction,interaction,by,status",
                $"2026-03-02,10:00:00,,{id},\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",Client inbox,Billing or Payment Query,Standard,in,message,,open",
                $"2026-03-02,10:30:00,,{id},\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",Client inbox,Billing or Payment Query,Standard,out,message,victor,open",
                $"2026-03-04,11:00:00,,{id},\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",Client inbox,Billing or Payment Query,Standard,in,\"satisfied, 5\",,open",
            ],
            lines);
        Assert.DoesNotContain("4111", string.Concat(lines), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Clause", "CC-9")]
    [InlineData("+1234", ",'+1234,")]
    [InlineData("-2+3", ",'-2+3,")]
    [InlineData("@SUM(A1)", ",'@SUM(A1),")]
    [InlineData("  =1+1", ",'  =1+1,")]
    [InlineData("\t=1", ",\"'\t=1\",")]
    [InlineData("two\nlines", ",two lines,")]
    [InlineData("＝1", ",'＝1,")]
    [InlineData("Smith, Jane", ",\"Smith, Jane\",")]
    public void A_clients_name_is_only_text_to_a_spreadsheet(string name, string cell) =>
        Assert.Contains(cell, InteractionLog.Csv(Retail, [Told.Asked("email-retail", "2026-03-02 10:00 -05:00", name).Story], Times.At("2026-03-01 00:00 -05:00"), Times.At("2026-04-01 00:00 -04:00")), StringComparison.Ordinal);

    private static ReviewRound Draw(IEnumerable<Told> stories) => ReviewRound.Draw(Retail, stories.Select(told => told.Story), ["olive", "omar"], Week);

    private static Told Closed(string client, string at, string agent) => Told.Asked("email-retail", "2026-03-02 06:00 -05:00", client).Answered("2026-03-02 07:30 -05:00", agent).Closed(at, agent);
}
