namespace Intake.Core.Tests.Playbooks;

/// <summary>Each row changes one thing in <see cref="Small"/>: what stood there, what stands there now, and the one line its writer is shown.</summary>
public sealed class PlaybookErrorSpecs
{
    [Fact]
    public void The_small_playbook_has_no_error() => Assert.Empty(Small.ErrorsOf(Small.Text));

    [Theory]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nchanels: {}",
        "(5,1): chanels: \"chanels\" is not a key here. Did you mean \"channels\"?")]
    [InlineData(
        "    kind: whatsapp\n",
        "",
        "(15,5): channels.chat: \"kind\" is missing. Add \"kind: …\".")]
    [InlineData(
        "title: A small desk",
        "title:",
        "(2,7): title: There is no value. Write one, in quotes if it holds a colon.")]
    [InlineData(
        "title: A small desk",
        "title: [a, b]",
        "(2,8): title: A text belongs here, not a list. Write one, in quotes if it holds a colon.")]
    [InlineData(
        "title: A small desk",
        "title: Once\ntitle: Twice",
        "(3,1): \"title\" stands here twice, first in line 2. Keep one of them.")]
    [InlineData(
        "title: A small desk",
        "title: A desk\n[a]: list",
        "(3,1): A key is a word, not a list. Write \"key: value\".")]
    [InlineData(
        "via: direct",
        "via: direct\n    colour: red",
        "(19,5): channels.chat.colour: \"colour\" is not a key here. Known: advertised, auto-reply, by-hand, clause, keeps, kind, live, monitored, receives, resolve, respond, starts, title, via.")]
    [InlineData(
        "{ cs: SupportChannel }",
        "{ cs: SupportChannel, \"\": Other }",
        "(5,30): rooms: A name is missing. Write one before the colon.")]
    [InlineData(
        "{ cs: SupportChannel }",
        "{ cs: }",
        "(5,14): rooms.cs: There is no value. Write one, in quotes if it holds a colon.")]
    [InlineData(
        "  day: { from: \"09:00\", to: \"17:00\" }",
        "  day: all of it",
        "(12,8): shifts.day: A group of keys belongs here, not \"all of it\". Keys: from, to.")]
    [InlineData(
        "      - { after: 5 min, room: cs, template: page }\n      - { after: 10 min, roles: primary }",
        "      after: 5 min",
        "(33,7): ladders.urgent.rungs: A list of rungs belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "phrases: [broken]",
        "phrases: []",
        "(27,57): triage.rules[0].phrases: A list of phrases belongs here, not an empty one. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: *desk",
        "(4,11): \"*desk\" repeats a value from elsewhere. Write the value out.")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nemergency: yes",
        "(5,12): emergency: A group of keys belongs here, not \"yes\". Keys: clause, ladder, template, template-clause, note, nag-after, nag-template, nag-room, type, record, question, logistics, sop.")]
    [InlineData(
        "via: direct",
        "via: direct\n    by-hand: perhaps",
        "(19,14): channels.chat.by-hand: \"perhaps\" is neither yes nor no. Write true or false.")]
    public void Keys_and_values(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "zone: Europe/Vienna",
        "zone: Europe/Vienne",
        "(3,7): zone: \"Europe/Vienne\" is not a time zone. Did you mean \"Europe/Vienna\"?")]
    [InlineData(
        "zone: Europe/Vienna",
        "zone: New York",
        "(3,7): zone: \"New York\" is not a time zone. Did you mean \"America/New_York\"?")]
    [InlineData(
        "zone: Europe/Vienna",
        "zone: america/new_yrok",
        "(3,7): zone: \"america/new_yrok\" is not a time zone. Did you mean \"America/New_York\"?")]
    [InlineData(
        "zone: Europe/Vienna",
        "zone: Middle Earth Standard Time",
        "(3,7): zone: \"Middle Earth Standard Time\" is not a time zone. Write a tz database name, e.g. \"America/New_York\".")]
    [InlineData(
        "mon-fri, from: \"09:00\", to: \"17:00\"",
        "mon-fri, from: \"09:00\"",
        "(9,9): calendars.office.open[0]: \"to\" is missing. Add \"to: …\".")]
    [InlineData(
        "mon-fri, from: \"09:00\"",
        "mon-fri, from: \"9:00\"",
        "(9,32): calendars.office.open[0].from: \"9:00\" is not a time of day. Write hours and minutes, e.g. \"09:00\".")]
    [InlineData(
        "mon-fri, from: \"09:00\"",
        "mon-fri, from: \"24:00\"",
        "(9,32): calendars.office.open[0].from: \"24:00\" is not a time of day. Write hours and minutes, e.g. \"09:00\".")]
    [InlineData(
        "day: { from: \"09:00\"",
        "day: { from: \"17:00\"",
        "(12,8): shifts.day: This begins and ends at 17:00. For a whole day write from \"00:00\" to \"24:00\".")]
    [InlineData(
        "2026-12-25",
        "2026-02-30",
        "(10,16): calendars.office.holidays[0]: \"2026-02-30\" is not a date. Write year, month and day, e.g. \"2026-12-24\".")]
    [InlineData(
        "2026-12-25",
        "25 December",
        "(10,16): calendars.office.holidays[0]: \"25 December\" is not a date. Write year, month and day, e.g. \"2026-12-24\".")]
    [InlineData(
        "days: mon-fri",
        "days: [mon, tuesday]",
        "(9,23): calendars.office.open[0].days[1]: \"tuesday\" is not a day. Write mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri, or every-day.")]
    [InlineData(
        "days: mon-fri",
        "days: mon-wed-fri",
        "(9,17): calendars.office.open[0].days: \"mon-wed-fri\" is not a day. Write mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri, or every-day.")]
    [InlineData(
        "to: \"17:00\" }\n    holidays",
        "to: \"17:00\", effective-from: 2026-05-01, effective-to: 2026-04-01 }\n    holidays",
        "(9,96): calendars.office.open[0].effective-to: 2026-04-01 is before effective-from, 2026-05-01. Swap the two.")]
    [InlineData(
        "within: 15 min",
        "within: 15 mins ago",
        "(23,46): channels.chat.respond[0].within: \"15 mins ago\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "within: 15 min",
        "within: -15 min",
        "(23,46): channels.chat.respond[0].within: \"-15 min\" is negative. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "within: 15 min",
        "within: 0 min",
        "(23,46): channels.chat.respond[0].within: \"0 min\" is no time at all. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "within: 15 min",
        "within: 999999 d",
        "(23,46): channels.chat.respond[0].within: \"999999 d\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "within: 7 d",
        "within: a week",
        "(43,19): reopen.within: \"a week\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "after: 5 min",
        "after: -1 min",
        "(33,18): ladders.urgent.rungs[0].after: \"-1 min\" is negative. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "after: 5 min, room: cs,",
        "room: cs,",
        "(33,9): ladders.urgent.rungs[0]: \"after\" is missing. Add \"after: …\".")]
    [InlineData(
        "  office:",
        "  always:\n    open: [{ days: mon, from: \"09:00\", to: \"10:00\" }]\n  office:",
        "(8,5): calendars.always: \"always\" is built in. Choose another name.")]
    public void Times(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));
}
