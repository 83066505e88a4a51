using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Playbooks;

public sealed class TeamReaderSpecs
{
    private const string Text = """
        people:
          ana: { name: Ana, sms: "+1 414 555-0101", slack: U0ANA0001, email: ana@example.com }
          ben: { name: Ben }
        rota:
          - { role: primary, shift: evening, days: mon-fri, from: 2026-01-01, to: 2026-12-31, people: [ana] }
          - { role: leadership, people: ben }
        overrides:
          - { role: primary, from: "2026-07-06 17:00", to: "2026-07-07T00:30-04:00", people: [ben], reason: Ana is away }
        """;

    [Fact]
    public void People_are_read_with_their_addresses() =>
        Assert.Equal(
            [new Person("ana", "Ana", "+14145550101", "U0ANA0001", "ana@example.com"), new Person("ben", "Ben")],
            Read(Text).People.Values.OrderBy(person => person.Id));

    [Fact]
    public void A_person_may_be_in_pods_work_on_certain_channels_and_carry_titles()
    {
        var ben = Read(Text.Replace("{ name: Ben }", "{ name: Ben, pods: ops, channels: [phone], titles: [sme, team-lead] }", StringComparison.Ordinal)).People["ben"];

        Assert.Equal(["ops"], ben.Pods.AsEnumerable());
        Assert.Equal(["phone"], ben.Channels.AsEnumerable());
        Assert.Equal(["sme", "team-lead"], ben.Titles.AsEnumerable());
        Assert.True(Read(Text).People["ben"] is { Pods: [], Channels: [], Titles: [] });
    }

    [Fact]
    public void A_rota_entry_without_shift_and_days_holds_always()
    {
        var (evenings, always) = (Read(Text).Rota[0], Read(Text).Rota[1]);

        Assert.Equal(("evening", 5, new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)), (evenings.Shift, evenings.Days.Length, evenings.From!.Value, evenings.To!.Value));
        Assert.Equal((null, 7, null, null), (always.Shift, always.Days.Length, always.From, always.To));
    }

    [Fact]
    public void An_override_is_written_on_the_playbooks_wall_clock_or_with_an_offset()
    {
        var standIn = Assert.Single(Read(Text).Overrides);

        Assert.Equal((At("2026-07-06 17:00 -04:00"), At("2026-07-07 00:30 -04:00")), (standIn.From, standIn.To));
    }

    [Theory]
    [InlineData("+1 414 555-0101", "0414 555", "(2,26): people.ana.sms: \"0414 555\" is not a mobile number. Write it with its country, e.g. \"+1 414 555-0101\".")]
    [InlineData("U0ANA0001", "ana", "(2,52): people.ana.slack: \"ana\" is not a Slack member id. Copy it from the Slack profile, e.g. \"U0ANA0001\".")]
    [InlineData("ana@example.com", "ana", "(2,70): people.ana.email: \"ana\" is not an e-mail address. Write e.g. \"ana@example.com\".")]
    [InlineData("ben: { name: Ben }", "ben: { sms: \"+15550102\" }", "(3,8): people.ben: \"name\" is missing. Add \"name: …\".")]
    [InlineData("shift: evening", "shift: evenin", "(5,29): rota[0].shift: There is no shift \"evenin\". Did you mean \"evening\"?")]
    [InlineData("role: leadership", "role: leader", "(6,13): rota[1].role: There is no role \"leader\". Known: leadership, primary, secondary.")]
    [InlineData("people: [ana]", "people: [anna]", "(5,96): rota[0].people[0]: There is no person \"anna\". Did you mean \"ana\"?")]
    [InlineData("people: [ana]", "people: []", "(5,95): rota[0].people: A list of persons belongs here, not an empty one. Begin each with \"- \", or write them in [ ].")]
    [InlineData("people: ben }", "shift: morning }", "(6,5): rota[1]: \"people\" is missing. Add \"people: …\".")]
    [InlineData("to: 2026-12-31", "to: 2025-12-31", "(5,75): rota[0].to: 2025-12-31 is before from, 2026-01-01. Swap the two.")]
    [InlineData("2026-07-07T00:30-04:00", "2026-07-06 12:00", "(8,52): overrides[0].to: This ends before it begins. Swap from and to.")]
    [InlineData("\"2026-07-06 17:00\"", "2026-07-06", "(8,28): overrides[0].from: \"2026-07-06\" is not a date with a time. Write e.g. \"2026-12-24 09:00\".")]
    [InlineData(", reason: Ana is away", "", "(8,5): overrides[0]: \"reason\" is missing. Add \"reason: …\".")]
    public void An_error_is_told_at_its_line(string old, string replacement, string expected)
    {
        var errors = TeamReader.Read("team.yaml", Text.Replace(old, replacement, StringComparison.Ordinal), TripSupport.Playbook).Errors;

        Assert.Equal(["team.yaml" + expected], errors.Select(error => error.ToString()));
    }

    [Fact]
    public void A_team_that_nothing_pages_needs_no_rota()
    {
        const string People = "people:\n  ana: { name: Ana }";
        var nobodyPaged = TripSupport.Playbook with { Ladders = TripSupport.Playbook.Ladders.Clear() };

        Assert.Empty(TeamReader.Read("team.yaml", People, nobodyPaged).Errors);
        Assert.Equal("\"rota\" is missing.", Assert.Single(TeamReader.Read("team.yaml", People, TripSupport.Playbook).Errors).What);
    }

    [Fact]
    public void Without_a_playbook_a_wall_clock_needs_a_zone()
    {
        Assert.Equal("\"2026-07-06 17:00\" could be anywhere.", Assert.Single(TeamReader.Read("team.yaml", Text, null).Errors).What);
        Assert.Empty(TeamReader.Read("team.yaml", $"zone: Europe/Vienna\n{Text}", null).Errors);
    }

    [Fact]
    public void The_sample_team_covers_every_role_at_every_hour_of_a_week()
    {
        var reading = TeamReader.Read("team.yaml", File.ReadAllText(TripSupport.PathOf("team.yaml")), TripSupport.Playbook);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        var hours = Enumerable.Range(0, 7 * 48).Select(half => At("2026-07-06 00:00 -04:00") + Duration.FromMinutes(30 * half));

        Assert.Equal(["ana", "ben", "carla", "dora", "eddie"], reading.Team!.People.Keys.Order());
        Assert.All(hours, at => Assert.All(TripSupport.Playbook.Roles, role =>
            Assert.NotEmpty(Rota.OnCall(reading.Team, TripSupport.Playbook.Shifts, TripSupport.Playbook.Zone, role, at))));
    }

    private static Team Read(string text)
    {
        var reading = TeamReader.Read("team.yaml", text, TripSupport.Playbook);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Team!;
    }
}
