using Intake.Playbooks.Lint;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Playbooks;

/// <summary>The shipped playbook and team with one thing broken each: the linter names the line, what is wrong there and what to do.</summary>
public sealed class LintSpecs
{
    private static readonly Instant Now = At("2026-03-02 10:00 -05:00");
    private static readonly LintedFile Team = new("team.yaml", System.IO.File.ReadAllText(TripSupport.PathOf("team.yaml")));

    [Theory]
    [InlineData(
        "    starts: urgent\n",
        "    start: urgent\n",
        "channels.phone.start: \"start\" is not a key here. Did you mean \"starts\"?")]
    [InlineData(
        "ladder: missed-call }",
        "ladder: missed-cal }",
        "channels.phone.respond[0].ladder: There is no ladder \"missed-cal\". Did you mean \"missed-call\"?")]
    [InlineData(
        "\"{title}: {channel}, waiting {waited}, answer due {due}. Reply {code} to take it.\"",
        "\"{titel}: {channel}, waiting {waited}, answer due {due}. Reply {code} to take it.\"",
        "templates.page.text: Nobody fills in {titel}. Did you mean {title}?")]
    [InlineData(
        "\"{title}: {channel}, waiting {waited}, answer due {due}. Reply {code} to take it.\"",
        "\"{title}: {channel}, waiting {waited}, answer due {due}.\"",
        "ladders.missed-call.page: \"page\" has no {code}: nobody can take the alert by SMS. Let the text say \"Reply {code} to take it\".",
        "page: page\n    resume-after: 5 min\n    rungs:\n      - { after: 5 min,  room: cs, template: missed-call")]
    [InlineData(
        "{ after: 90 min, room: cs",
        "{ after: 2 h, room: cs",
        "channels.email.respond[1].ladder: \"email-time-sensitive\" first tells somebody after 2 h, and the limit is 2 h. Let its first rung come before the limit.",
        "{ class: time-sensitive, clause: TS-U1, within: 2 h")]
    [InlineData(
        "{ after: 22 h, room: cs",
        "{ after: 0 min, room: cs",
        "ladders.email-non-urgent.rungs[0].after: This warning is given at birth, in the moment a client of Operations e-mail begins to wait. Let some time pass first, or page a role.",
        "{ after: 0 min, room: cs, template: support-needed }")]
    [InlineData(
        "ladder: lux-live-gap }",
        "ladder: live-gap }",
        "ladders.lux-live-gap: No rule names this ladder: it can never fire. Name it in a response rule, or remove it.",
        "  lux-live-gap:\n")]
    [InlineData(
        "    monitored: whatsapp-watched\n",
        "    monitored: always\n",
        "channels.whatsapp.auto-reply: WhatsApp Chat is always monitored: this is never sent. Remove it, or name the calendar of the hours somebody looks.",
        "    auto-reply: { template: whatsapp-closed")]
    [InlineData(
        "    whatsapp-template: ts_channel_hours\n",
        "",
        "reminders[2].template: \"whatsapp-hours\" may fall outside WhatsApp's 24-hour window, where only an approved template is taken. Give templates.whatsapp-hours its \"whatsapp-template: …\".",
        "{ channel: whatsapp, classes: every, hours: outside")]
    [InlineData(
        "classes: [urgent, time-sensitive], hours: outside",
        "classes: [urgent, time-sensitive]",
        "reminders[1]: Reminder 1 already covers every case of this one: it is never sent. Remove one of the two, or narrow the earlier.",
        "{ channel: email, classes: urgent, hours: inside")]
    [InlineData(
        "  afternoon: { from: \"09:00\"",
        "  afternoon: { from: \"08:00\"",
        "shifts.afternoon: At 08:00 it is already the morning shift. Let each shift end where the next begins.")]
    [InlineData(
        "  afternoon: { from: \"09:00\"",
        "  afternoon: { from: \"10:00\"",
        "shifts: At 09:00 it is nobody's shift. Let each shift end where the next begins.",
        "shifts:\n")]
    [InlineData(
        "  email-watched:      # TS-B2: morning and afternoon shifts, every day\n    open:\n",
        "  email-watched:\n    open:\n      - { days: sat, from: \"22:00\", to: \"01:00\" }\n",
        "calendars.email-watched.open[1]: This overlaps window 1 of the calendar; the common time counts once. Let one window end where the other begins.",
        "{ days: every-day, from: \"00:30\", to: \"17:00\" }")]
    [InlineData(
        "      - { days: every-day, from: \"00:30\", to: \"17:00\" }",
        "      - { days: every-day, from: \"00:30\", to: \"17:00\", effective-to: 2026-02-28 }",
        "calendars.email-watched.open: It never opens again: no clock that counts on it can ever fire. Look at its windows, effective dates and holidays.",
        "    open:\n      - { days: every-day")]
    [InlineData(
        "calendars:\n",
        "calendars:\n  christmas:\n    open:\n      - { days: mon, from: \"09:00\", to: \"12:00\" }\n",
        "calendars.christmas: No channel names this calendar. Name it where hours matter, or remove it.",
        "  christmas:\n")]
    [InlineData(
        "templates:\n",
        "templates:\n  farewell: { clause: TS-P7, text: Goodbye. }\n",
        "templates.farewell: No rule sends this text. Name it in the rule that should, or remove it.",
        "  farewell:")]
    public void A_broken_playbook_gives_the_line_and_the_remedy(string old, string replacement, string said, string? anchor = null)
    {
        var text = Broken(TripSupport.Text, old, replacement);
        var line = LineOf(text, anchor ?? replacement);

        var errors = Errors(new LintedFile(TripSupport.File, text), Team);

        Assert.Contains(errors, error => error.StartsWith($"trip-support.yaml({line},", StringComparison.Ordinal) && error.Contains($"): {said}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "  - { role: primary,    shift: evening,   people: [eddie] }\n",
        "",
        "rota: Nobody is on call as primary from Mon 2 Mar 2026 17:00, evening shift, and ",
        "Add a rota entry for primary.",
        "rota:\n")]
    [InlineData(
        "  - { role: leadership, people: [dora] }",
        "  - { role: leadership, days: mon-sat, people: [dora] }",
        "rota: Nobody is on call as leadership from Sun 8 Mar 2026 00:00, evening shift, and ",
        "Add a rota entry for leadership.",
        "rota:\n")]
    [InlineData(
        "sms: \"+1 414 555-0104\", slack: U0DORA0004, ",
        "",
        "people.dora: Dora Dietrich is on call as leadership from Mon 2 Mar 2026 10:00, afternoon shift, and ",
        "and has neither sms nor slack: no page arrives. Add a mobile number or a Slack member id.",
        "  dora:")]
    [InlineData(
        "role: primary,    shift: evening",
        "role: primary,    shift: nights",
        "rota[6].shift: There is no shift \"nights\".",
        "Known: afternoon, evening, morning.",
        "shift: nights")]
    public void A_ladder_that_reaches_nobody_is_found_in_the_rota(string old, string replacement, string said, string remedy, string anchor)
    {
        var text = Broken(Team.Text, old, replacement);

        var errors = Errors(new LintedFile(TripSupport.File, TripSupport.Text), Team with { Text = text });

        Assert.Contains(errors, error => error.StartsWith($"team.yaml({LineOf(text, anchor)},", StringComparison.Ordinal)
            && error.Contains($"): {said}", StringComparison.Ordinal) && error.EndsWith(remedy, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Clause", "TS-B3")]
    [Trait("Clause", "TS-L1")]
    [Trait("Clause", "TS-E4")]
    public void The_shipped_playbook_has_no_errors_and_tells_the_owner_what_was_decided_what_is_open_and_what_is_missing()
    {
        var findings = Linter.Check(new LintedFile(TripSupport.File, TripSupport.Text), Team, Now);

        Assert.Equal(
            [
                "Decision Hours are given in \"EST\".",
                "Decision Shifts are named, never defined.",
                "Decision WhatsApp at the weekend is not mentioned.",
                "Decision \"After hours\" has two meanings, 17:00 and 00:30.",
                "Decision Three rules ask for a reminder, with two texts.",
                "Decision An urgent message may arrive while nobody watches its channel.",
                "Decision An injury is an urgent example, and a medical emergency is outside the urgency classes.",
                "Decision Time-sensitive is answered within 2 hours, WhatsApp within 30 minutes.",
                "Decision INVOICING closes itself, with money still open.",
                "Decision Lux messages always need a ticket; one-off questions need none.",
                "Decision A handed-on e-mail is closed before or after the connecting e-mail.",
                "Decision Reminders and follow-ups may fall outside WhatsApp's 24-hour window.",
                "Undecided The automatic out-of-hours answer to e-mails is \"TBD\".",
                "NotSupplied Emergency Contact Handling SOP has not been supplied.",
                "NotSupplied Customer Support On-Call & Daily Operations SOP has not been supplied.",
                "NotSupplied Customer Support End-of-Shift Reporting SOP has not been supplied.",
                "NotSupplied Customer Support Invoicing & Supplier Payments SOP has not been supplied.",
                "NotSupplied 24/7 WhatsApp Creation SOP has not been supplied.",
                "NotSupplied Spring & Summer Ops Final Check SOP has not been supplied.",
                "NotSupplied HubSpot Ticket Pipeline Guide has not been supplied.",
            ],
            findings.Select(finding => $"{finding.Kind} {finding.What}"));
        Assert.Equal("TS-B3", Assert.Single(findings.Single(finding => finding.Kind == FindingKind.Undecided).Clauses));
    }

    [Fact]
    public void A_gap_of_one_shift_eight_weeks_ahead_is_found()
    {
        var entry = "  - { role: primary,    shift: evening,   people: [eddie] }";
        var text = Broken(Team.Text, entry, "  - { role: primary,    shift: evening, to: 2026-04-24, people: [eddie] }\n  - { role: primary,    shift: evening, from: 2026-04-26, people: [eddie] }");

        Assert.Contains(
            Errors(new LintedFile(TripSupport.File, TripSupport.Text), Team with { Text = text }),
            error => error.Contains("Nobody is on call as primary from Sat 25 Apr 2026 17:00, evening shift, and 1 more time until 26 Apr: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stage_that_no_other_leads_to_is_named()
    {
        var text = TripSupport.Text.Replace("moves: [requires-support, ", "moves: [", StringComparison.Ordinal);

        Assert.Contains(Errors(new LintedFile(TripSupport.File, text), Team), error =>
            error.StartsWith($"trip-support.yaml({LineOf(text, "  - name: requires-support")},", StringComparison.Ordinal)
            && error.Contains("No stage leads to REQUIRES SUPPORT. Name it in the \"moves\" of the stage before it, or remove it.", StringComparison.Ordinal));
    }

    private static string Broken(string text, string old, string replacement)
    {
        Assert.Equal(2, text.Split(old).Length);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static int LineOf(string text, string anchor)
    {
        Assert.Equal(2, text.Split(anchor).Length);
        return text[..text.IndexOf(anchor, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
    }

    private static string[] Errors(LintedFile playbook, LintedFile team) =>
        [.. Linter.Check(playbook, team, Now).Where(finding => finding.Kind == FindingKind.Error).Select(finding => finding.ToString())];
}
