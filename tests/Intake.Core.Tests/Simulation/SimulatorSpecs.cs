using System.Text.Json;
using Intake.Core.Tests.Playbooks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Simulation;
using Intake.Tickets;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Simulation;

/// <summary>An inbox as somebody would write it, and what a playbook makes of it.</summary>
public sealed class SimulatorSpecs
{
    private static readonly Playbook Sop = TripSupport.Playbook;
    private static readonly Team People = TeamReader.Read("team.yaml", System.IO.File.ReadAllText(TripSupport.PathOf("team.yaml")), Sop).Team!;

    private const string Urgent = """{"at":"2026-03-02T10:00:00","signal":"message","channel":"whatsapp","from":"+15550199","name":"Jane Smith","id":"m1","text":"Our taxi has not arrived and we are stuck at the trailhead"}""";

    [Fact]
    public void An_urgent_chat_nobody_answers_pages_up_the_ladder_and_is_a_breach()
    {
        var result = Run(Urgent);

        Assert.Equal(["Mon 10:10 ben", "Mon 10:12 carla", "Mon 10:14 dora"], result.Pages.Take(3).Select(page => $"{page.At.InZone(Sop.Zone).LocalDateTime:ddd HH:mm} {page.Person}"));
        Assert.Equal("TS-C2", Assert.Single(result.Breaches, breach => breach.What == "answer").Clause);
        Assert.Null(Assert.Single(result.Tickets).AnsweredWithin);
    }

    [Fact]
    public void Whoever_takes_it_stops_the_pages_and_an_answer_ends_it()
    {
        var result = Run(
            Urgent,
            """{"at":"2026-03-02T10:09:00","signal":"ack","client":"+15550199","agent":"ben"}""",
            """{"at":"2026-03-02T10:12:00","signal":"reply","client":"+15550199","agent":"ben","text":"A taxi is on its way."}""",
            """{"at":"2026-03-02T10:30:00","signal":"close","client":"+15550199","agent":"ben","note":"Taxi came."}""");

        Assert.Empty(result.Pages);
        Assert.Empty(result.Breaches);
        var ticket = Assert.Single(result.Tickets);
        Assert.Equal((Duration.FromMinutes(12), At("2026-03-02 10:30 -05:00")), (ticket.AnsweredWithin!.Value, ticket.ClosedAt!.Value));
    }

    [Fact]
    public void A_redelivery_changes_nothing_and_a_line_about_nobody_is_counted()
    {
        var once = Run(Urgent);
        var twice = Run(Urgent, Urgent, """{"at":"2026-03-02T10:09:00","signal":"reply","client":"+1999","agent":"ben","text":"?"}""");

        Assert.Equal(once.Pages.AsEnumerable(), twice.Pages);
        Assert.Equal((once.Signals, 1), (twice.Signals, twice.LeadingNowhere));
    }

    [Fact]
    public void A_closed_ticket_is_reopened_within_a_week_and_succeeded_later()
    {
        string[] closed =
        [
            Urgent,
            """{"at":"2026-03-02T10:05:00","signal":"reply","client":"+15550199","agent":"ben","text":"A taxi is on its way."}""",
            """{"at":"2026-03-02T10:30:00","signal":"close","client":"+15550199","agent":"ben","note":"Taxi came."}""",
        ];

        var soon = Run([.. closed, """{"at":"2026-03-04T10:00:00","signal":"message","channel":"whatsapp","from":"+15550199","name":"Jane Smith","id":"m2","text":"One more question about the invoice"}"""]);
        var late = Run([.. closed, """{"at":"2026-03-12T10:00:00","signal":"message","channel":"whatsapp","from":"+15550199","name":"Jane Smith","id":"m2","text":"One more question about the invoice"}"""]);

        Assert.Equal(2, Assert.Single(soon.Tickets).Generation);
        Assert.Equal(2, late.Tickets.Length);
    }

    [Fact]
    public void A_call_during_live_chats_offers_to_set_them_aside_though_they_are_other_tickets()
    {
        string Chat(int n, int minute) => $$"""{"at":"2026-03-02T10:{{minute:D2}}:00","signal":"message","channel":"whatsapp","from":"+155502{{n}}","name":"Client {{n}}","id":"c{{n}}","text":"Could you send me the GPX file?"}""";
        string Answer(int n, int minute) => $$"""{"at":"2026-03-02T10:{{minute:D2}}:00","signal":"reply","client":"+155502{{n}}","agent":"ben","text":"Which stage are you on?"}""";

        var result = Run(
            Chat(1, 0), Answer(1, 2), Chat(2, 1), Answer(2, 3), Chat(3, 2), Answer(3, 4),
            """{"at":"2026-03-02T10:05:00","signal":"call-missed","from":"+12125550131","name":"John Adams","id":"call1"}""");

        Assert.Contains(Log(result), line => line.StartsWith("Mon 10:05:00  slack Ben Baker", StringComparison.Ordinal) && line.Contains('3') && line.EndsWith("[Deprioritise and tell]", StringComparison.Ordinal));
    }

    [Fact]
    public void The_result_is_the_same_whatever_the_order_of_the_lines_and_every_time()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(n => $$"""{"at":"2026-03-02T10:{{n:D2}}:00","signal":"message","channel":"whatsapp","from":"+15550{{n:D3}}","id":"m{{n}}","text":"Our taxi has not arrived"}""")];

        Assert.Equal(Said(Run(lines)), Said(Run([.. lines.Reverse()])));
    }

    [Theory]
    [InlineData("{", "This is no JSON (character 2).")]
    [InlineData("""{"signal":"message"}""", "\"at\" is missing. Write e.g. \"2026-03-02T10:00:00-05:00\".")]
    [InlineData("""{"at":"yesterday","signal":"message"}""", "\"at\" is not a time: yesterday. Write e.g. \"2026-03-02T10:00:00-05:00\".")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z"}""", "\"signal\" is missing. Write e.g. \"message\", \"reply\" or \"call-missed\".")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","signal":"message","channel":"fax","from":"1","text":"x"}""", "There is no channel \"fax\". Name one of email, lux, phone, whatsapp.")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","signal":"reply","client":"1","text":"x"}""", "\"agent\" is missing. Say who of the team did it.")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","signal":"reply","agent":"ben","text":"x"}""", "Nobody is meant. Add \"client\", with the address they wrote from, or \"ticket\".")]
    [InlineData("""{"at":"2026-03-02T10:00:00Z","signal":"waved","client":"1","agent":"ben"}""", "\"waved\" is no signal Intake knows, or a field of it is wrong")]
    public void A_wrong_line_says_what_to_write(string line, string said) =>
        Assert.StartsWith(said, Assert.Throws<FormatException>(() => new InboxLine(Sop, People).Read(line, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_came_in_on_a_channel_of_another_team_is_nothing_here_and_a_slip_is_told()
    {
        const string Fax = """{"at":"2026-03-02T10:00:00","signal":"message","channel":"fax","from":"+15550199","text":"Hello"}""";
        Assert.Null(new InboxLine(Sop, People) { Elsewhere = ["fax"] }.Read(Fax, 1));
        Assert.StartsWith("There is no channel \"fax\".", Assert.Throws<FormatException>(() => new InboxLine(Sop, People) { Elsewhere = ["chat"] }.Read(Fax, 1)).Message, StringComparison.Ordinal);
    }

    private static SimulationResult Run(params string[] lines)
    {
        var arrivals = lines.Select((line, n) => new InboxLine(Sop, People).Read(line, n + 1)!).ToList();
        return Simulator.Run(Sop, People, arrivals, arrivals.Max(arrival => arrival.Now) + Duration.FromHours(2), keepsLog: true);
    }

    private static IEnumerable<string> Log(SimulationResult result) => new OutgoingLog(Sop, People).Lines(result.Log);

    private static string Said(SimulationResult result) => JsonSerializer.Serialize(result with { Log = [] }, StoredJson.Options) + string.Join('\n', Log(result));
}
