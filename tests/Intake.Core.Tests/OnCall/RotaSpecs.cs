using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.OnCall;

public sealed class RotaSpecs
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static readonly ImmutableArray<Shift> Shifts =
    [
        new("morning", new LocalTime(0, 30), new LocalTime(9, 0)),
        new("afternoon", new LocalTime(9, 0), new LocalTime(17, 0)),
        new("evening", new LocalTime(17, 0), new LocalTime(0, 30)),
    ];

    private static readonly ImmutableArray<IsoDayOfWeek> EveryDay = [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)];

    private static readonly Team Team = new(
        new[] { "ana", "ben", "carla", "dora", "eddie" }.ToImmutableDictionary(id => id, id => new Person(id, id)),
        [
            new("primary", "morning", EveryDay, null, null, ["ana"]),
            new("primary", "afternoon", EveryDay, null, null, ["ben", "carla"]),
            new("primary", "evening", [IsoDayOfWeek.Friday], null, null, ["dora"]),
            new("primary", "evening", [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], null, null, ["eddie"]),
            new("leadership", null, [], null, null, ["dora"]),
        ],
        []);

    [Theory]
    [InlineData("2026-07-10 00:29 -04:00", "evening of 9 July")]
    [InlineData("2026-07-10 00:30 -04:00", "morning of 10 July")]
    [InlineData("2026-07-10 08:59 -04:00", "morning of 10 July")]
    [InlineData("2026-07-10 09:00 -04:00", "afternoon of 10 July")]
    [InlineData("2026-07-10 17:00 -04:00", "evening of 10 July")]
    [InlineData("2026-07-10 23:59 -04:00", "evening of 10 July")]
    [InlineData("2026-07-11 00:00 -04:00", "evening of 10 July")]
    // 8 March 2026: 02:00 becomes 03:00
    [InlineData("2026-03-08 00:29 -05:00", "evening of 7 March")]
    [InlineData("2026-03-08 01:59 -05:00", "morning of 8 March")]
    [InlineData("2026-03-08 03:00 -04:00", "morning of 8 March")]
    [InlineData("2026-03-08 08:59 -04:00", "morning of 8 March")]
    [InlineData("2026-03-08 09:00 -04:00", "afternoon of 8 March")]
    // 1 November 2026: 02:00 becomes 01:00
    [InlineData("2026-11-01 01:30 -04:00", "morning of 1 November")]
    [InlineData("2026-11-01 01:30 -05:00", "morning of 1 November")]
    [InlineData("2026-11-01 08:59 -05:00", "morning of 1 November")]
    [InlineData("2026-11-01 09:00 -05:00", "afternoon of 1 November")]
    public void A_shift_goes_by_the_wall_clock_and_belongs_to_the_day_it_begins(string at, string expected)
    {
        var turn = Rota.Shift(Shifts, NewYork, At(at))!;

        Assert.Equal(expected, $"{turn.Shift.Name} of {turn.Day:d MMMM}");
    }

    [Theory]
    [InlineData("2026-03-08 01:59 -05:00", null)]
    [InlineData("2026-03-08 03:00 -04:00", "late")] // 02:30 does not happen: it begins when the clocks have moved on
    [InlineData("2026-11-01 01:45 -04:00", "early")] // the repeated hour belongs to it twice
    [InlineData("2026-11-01 01:15 -05:00", null)] // … but not the quarter before it
    [InlineData("2026-11-01 01:45 -05:00", "early")]
    public void A_shift_that_begins_within_the_hour_of_the_change(string at, string? expected)
    {
        Shift[] odd = [new("early", new LocalTime(1, 30), new LocalTime(1, 50)), new("late", new LocalTime(2, 30), new LocalTime(4, 0))];

        Assert.Equal(expected, Rota.Shift(odd, NewYork, At(at))?.Shift.Name);
    }

    [Theory]
    [InlineData("2026-07-10 08:59 -04:00", "ana")]
    [InlineData("2026-07-10 09:00 -04:00", "ben carla")]
    [InlineData("2026-07-10 17:00 -04:00", "dora")] // Friday
    [InlineData("2026-07-11 00:29 -04:00", "dora")] // Saturday by the date, Friday's shift
    [InlineData("2026-07-11 17:00 -04:00", "eddie")]
    [InlineData("2026-07-13 00:29 -04:00", "eddie")] // Monday by the date, Sunday's shift
    [InlineData("2026-07-13 17:00 -04:00", "")] // nobody is named on a Monday evening
    [InlineData("2026-03-08 00:29 -05:00", "eddie")]
    [InlineData("2026-03-08 08:59 -04:00", "ana")]
    [InlineData("2026-11-01 01:30 -05:00", "ana")]
    [InlineData("2026-11-02 00:29 -05:00", "eddie")]
    public void The_primary_is_who_the_rota_names_for_the_shift(string at, string expected) => Assert.Equal(expected, OnCall(Team, "primary", at));

    [Theory]
    [InlineData("2026-07-10 03:00 -04:00")]
    [InlineData("2026-03-08 03:00 -04:00")]
    [InlineData("2026-11-01 01:30 -05:00")]
    public void Without_a_shift_a_role_is_held_always(string at) => Assert.Equal("dora", OnCall(Team, "leadership", at));

    [Theory]
    [InlineData("2026-07-10 16:59 -04:00", "ben carla")]
    [InlineData("2026-07-10 17:00 -04:00", "ben ana")]
    [InlineData("2026-07-11 00:29 -04:00", "ben ana")]
    [InlineData("2026-07-11 00:30 -04:00", "ana")]
    public void Whoever_stands_in_takes_the_place_of_the_rota(string at, string expected) =>
        Assert.Equal(expected, OnCall(Team with { Overrides = [Override("2026-07-10 17:00 -04:00", "2026-07-11 00:30 -04:00", "ben", "ana")] }, "primary", at));

    [Fact]
    public void The_last_override_written_wins_and_touches_no_other_role()
    {
        var team = Team with
        {
            Overrides =
            [
                Override("2026-07-10 00:00 -04:00", "2026-07-12 00:00 -04:00", "ben"),
                Override("2026-07-11 00:00 -04:00", "2026-07-12 00:00 -04:00", "carla"),
            ],
        };

        Assert.Equal("ben", OnCall(team, "primary", "2026-07-10 12:00 -04:00"));
        Assert.Equal("carla", OnCall(team, "primary", "2026-07-11 12:00 -04:00"));
        Assert.Equal("dora", OnCall(team, "leadership", "2026-07-11 12:00 -04:00"));
    }

    [Theory]
    [InlineData("2026-06-30 23:00 -04:00", "")]
    [InlineData("2026-07-01 00:29 -04:00", "")] // the shift began in June
    [InlineData("2026-07-01 17:00 -04:00", "ana")]
    [InlineData("2026-08-01 00:29 -04:00", "ana")] // the shift began in July
    [InlineData("2026-08-01 17:00 -04:00", "")]
    public void A_season_is_judged_on_the_day_the_shift_begins(string at, string expected)
    {
        var team = Team with { Rota = [new("primary", "evening", EveryDay, new LocalDate(2026, 7, 1), new LocalDate(2026, 7, 31), ["ana"])] };

        Assert.Equal(expected, OnCall(team, "primary", at));
    }

    [Fact]
    public void Entries_that_hold_together_are_paged_in_their_order_nobody_twice()
    {
        var team = Team with
        {
            Rota =
            [
                new("primary", "afternoon", EveryDay, null, null, ["ben", "nobody-we-know"]),
                new("primary", null, EveryDay, null, null, ["ana", "ben"]),
                new("primary", "a shift that was renamed", EveryDay, null, null, ["eddie"]),
            ],
        };

        Assert.Equal("ben ana", OnCall(team, "primary", "2026-07-10 12:00 -04:00"));
    }

    private static string OnCall(Team team, string role, string at) =>
        string.Join(' ', Rota.OnCall(team, Shifts, NewYork, role, At(at)).Select(person => person.Id));

    private static RotaOverride Override(string from, string to, params string[] people) => new("primary", At(from), At(to), [.. people], "away");
}
