using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using static Intake.Core.Tests.Times;

namespace Intake.Core.Tests.Playbooks;

/// <summary>The default playbook says what the SOP and our decisions say. Ladders are written as "minute who", m for minutes of watched time.</summary>
public sealed class TripSupportSpecs
{
    private static readonly Playbook Sop = TripSupport.Playbook;

    [Fact]
    public void Is_read_without_an_error() => Assert.Equal(("trip-support", "America/New_York"), (Sop.Name, Sop.Zone.Id));

    [Theory]
    [InlineData("phone", Urgency.Urgent, "15 min elapsed, TS-A1")]
    [InlineData("phone", Urgency.NonUrgent, "15 min elapsed, TS-A1")]
    [InlineData("email", Urgency.Emergency, "15 min elapsed, TS-A6")]
    [InlineData("email", Urgency.Urgent, "15 min elapsed, TS-A6")]
    [InlineData("email", Urgency.TimeSensitive, "120 min elapsed, TS-U1")]
    [InlineData("email", Urgency.NonUrgent, "1440 min elapsed, TS-B1")]
    [InlineData("whatsapp", Urgency.Urgent, "15 min elapsed, TS-C2")]
    [InlineData("whatsapp", Urgency.TimeSensitive, "30 min monitored, TS-C2")]
    [InlineData("whatsapp", Urgency.NonUrgent, "30 min monitored, TS-C2")]
    [InlineData("lux", Urgency.Urgent, "15 min elapsed, TS-D1")]
    [InlineData("lux", Urgency.TimeSensitive, "15 min elapsed, TS-D1")]
    [InlineData("lux", Urgency.NonUrgent, "15 min elapsed, TS-D1")]
    public void A_client_is_answered_within(string channel, Urgency urgency, string expected)
    {
        var rule = Sop.Channels[channel].RespondTo(urgency);

        Assert.Equal(expected, $"{rule.Within.TotalMinutes:0} min {Words(rule.Counting)}, {rule.Clause}");
    }

    [Theory]
    [InlineData("email", Urgency.Urgent, true, "8 cs; 10 cs primary; 12 secondary; 14 leadership")]
    [InlineData("email", Urgency.Urgent, false, "0 primary; 10 cs; 12 secondary; 14 leadership")]
    [InlineData("email", Urgency.TimeSensitive, true, "90 cs")]
    [InlineData("email", Urgency.TimeSensitive, false, "0 primary; 20m cs")]
    [InlineData("email", Urgency.NonUrgent, true, "1320 cs")]
    [InlineData("email", Urgency.NonUrgent, false, "1320 cs")]
    [InlineData("whatsapp", Urgency.Urgent, true, "8 cs; 10 cs primary; 12 secondary; 14 leadership")]
    [InlineData("whatsapp", Urgency.Urgent, false, "0 primary; 10 cs; 12 secondary; 14 leadership")]
    [InlineData("whatsapp", Urgency.TimeSensitive, true, "20m cs")]
    [InlineData("whatsapp", Urgency.TimeSensitive, false, "0 primary; 20m cs")]
    [InlineData("whatsapp", Urgency.NonUrgent, true, "20m cs")]
    [InlineData("whatsapp", Urgency.NonUrgent, false, "20m cs")]
    [InlineData("phone", Urgency.Urgent, true, "5 cs primary; 8 secondary; 12 leadership")]
    [InlineData("lux", Urgency.Urgent, true, "8 cs; 10 cs primary; 12 secondary; 14 leadership")]
    [InlineData("lux", Urgency.NonUrgent, true, "10 cs; 14 primary")]
    public void While_a_client_waits_these_are_told(string channel, Urgency urgency, bool monitored, string expected)
    {
        var rule = Sop.Channels[channel].RespondTo(urgency);

        Assert.Equal(expected, Told(monitored ? rule.Ladder : rule.Unmonitored ?? rule.Ladder));
    }

    [Theory]
    [InlineData("whatsapp", "TS-C3")]
    [InlineData("lux", "TS-D1")]
    public void A_live_chat_has_no_gap_over_15_minutes(string channel, string clause)
    {
        var live = Sop.Channels[channel].Live!;

        Assert.Equal((Duration.FromMinutes(15), Counting.Elapsed, clause), (live.Within, live.Counting, live.Clause));
        Assert.Equal("10 agent or cs; 15 cs primary", Told(live.Ladder));
    }

    [Fact]
    public void An_emergency_goes_to_leadership_at_once_and_every_2_minutes_until_taken()
    {
        var emergency = Sop.Emergency!;

        Assert.Equal("0 cs leadership primary", Told(emergency.Ladder));
        Assert.Equal(Duration.FromMinutes(2), Sop.Ladders[emergency.Ladder].RepeatEvery);
        Assert.Equal(("TS-E1", "TS-E2", Duration.FromMinutes(1), "cs"), (emergency.Clause, emergency.TemplateClause, emergency.NagAfter, emergency.NagRoom));
    }

    [Fact]
    public void A_ladder_that_pages_goes_on_after_5_minutes_without_a_word_to_the_client_but_one_page_stays_one_page()
    {
        var paging = Sop.Ladders.Values.Where(ladder => ladder.Rungs.Any(rung => !rung.Roles.IsEmpty));

        Assert.All(paging, ladder => Assert.Equal(ladder.Name == "time-sensitive-unwatched" ? null : Duration.FromMinutes(5), ladder.ResumeAfter));
    }

    [Theory]
    [InlineData("2026-07-06 00:29 -04:00", false, false, false)] // Monday
    [InlineData("2026-07-06 00:30 -04:00", false, true, true)]
    [InlineData("2026-07-06 09:00 -04:00", true, true, true)]
    [InlineData("2026-07-06 16:59 -04:00", true, true, true)]
    [InlineData("2026-07-06 17:00 -04:00", false, false, false)]
    [InlineData("2026-07-05 12:00 -04:00", false, true, false)] // Sunday
    [InlineData("2026-01-05 00:30 -05:00", false, true, true)] // "EST" is the office's wall clock, summer and winter
    public void Channels_are_advertised_and_watched_at_different_hours(string at, bool office, bool email, bool whatsApp)
    {
        Assert.Equal(office, Sop.Channels["email"].Advertised.IsOpen(At(at)));
        Assert.Equal(office, Sop.Channels["whatsapp"].Advertised.IsOpen(At(at)));
        Assert.Equal(email, Sop.Channels["email"].Monitored.IsOpen(At(at)));
        Assert.Equal(whatsApp, Sop.Channels["whatsapp"].Monitored.IsOpen(At(at)));
        Assert.True(Sop.Channels["phone"].Monitored.IsOpen(At(at)) && Sop.Channels["lux"].Monitored.IsOpen(At(at)));
    }

    [Fact]
    public void Only_calls_start_urgent_only_Lux_is_by_hand_only_WhatsApp_answers_by_itself()
    {
        Assert.Equal([("phone", Urgency.Urgent)], Sop.Channels.Values.Where(c => c.Starts is not null).Select(c => (c.Name, c.Starts!.Value)));
        Assert.Equal(["lux"], Sop.Channels.Values.Where(c => c.ByHand).Select(c => c.Name));
        Assert.Equal([("whatsapp", "TS-C1")], Sop.Channels.Values.Where(c => c.AutoReply is not null).Select(c => (c.Name, c.AutoReply!.Clause)));
        Assert.Contains("+1 414 455-5502", Sop.Templates[Sop.Channels["whatsapp"].AutoReply!.Template].Text);
    }

    [Fact]
    public void The_client_is_reminded_after_the_help_in_the_words_of_the_SOP()
    {
        Assert.Equal(
            [
                "email Urgent TimeSensitive outside: call-the-phone TS-B4",
                "email Urgent inside: call-the-phone TS-A6",
                "whatsapp Urgent TimeSensitive NonUrgent outside: whatsapp-hours TS-C5",
                "whatsapp Urgent inside: call-the-phone TS-A6",
            ],
            Sop.Reminders.Select(r => $"{r.Channel} {string.Join(' ', r.Classes)} {(r.Outside == true ? "outside" : "inside")}: {r.Template} {r.Clause}"));
        Assert.Equal(
            "As a reminder, for urgent or time sensitive support requests, please call the on-call phone number at +1 414 455-5502.",
            Sop.Templates["call-the-phone"].Text);
        Assert.Equal(
            "Please note that this channel is normally only staffed between 9 am and 5 pm, Mon - Fri. For urgent issues outside of these hours, please call the on-call phone number at +1 414 455-5502.",
            Sop.Templates["whatsapp-hours"].Text);
        Assert.Equal("Let me check this for you. I’ll update you in about 10–15 minutes.", Sop.Templates["holding"].Text);
    }

    [Fact]
    public void The_pipeline_has_HubSpots_seven_stages() =>
        Assert.Equal(
            [
                ("new", "NEW", null),
                ("requires-support", "REQUIRES SUPPORT", "Internal input needed – "),
                ("plan-initiated", "PLAN INITIATED", null),
                ("action-required", "ACTION REQUIRED BY PYGMY ELEPHANT", "PE Action Required – "),
                ("plan-finalized", "PLAN FINALIZED – PENDING EXECUTION", "Plan fully finalized – pending execution at "),
                ("invoicing", "INVOICING", null),
                ("closed", "CLOSED", (string?)null),
            ],
            Sop.Stages.Select(stage => (stage.Name, stage.Label, stage.Note?.StartsWith)));

    [Fact]
    public void A_new_ticket_is_assessed_within_10_minutes_an_urgent_one_within_3()
    {
        Assert.Equal(new StageNag(Duration.FromMinutes(10), Duration.FromMinutes(3), "assess", "cs", "TS-P1"), Sop.FirstStage.Nag);
        Assert.All(Sop.Stages.Skip(1), stage => Assert.NotNull(stage.Note));
        Assert.Equal(("closed", Duration.FromDays(7)), (Sop.ClosedStage.Name, Sop.ReopenWithin));
    }

    [Fact]
    public void A_page_fits_into_300_characters()
    {
        var pages = Sop.Ladders.Values.Select(ladder => Sop.Templates[ladder.Page].Text).Distinct();

        Assert.All(pages, page => Assert.True(Filled(page).Length <= 300, Filled(page)));
    }

    private static string Filled(string page) => page
        .Replace("{title}", "Schwarzenberger-Hohenstein - Taxi to the hut did not come, 15th", StringComparison.Ordinal)
        .Replace("{channel}", "WhatsApp Private Group (Lux)", StringComparison.Ordinal);

    private static string Told(string? ladder) => string.Join("; ", Sop.Ladders[ladder!].Rungs.Select(Told));

    private static string Told(Rung rung)
    {
        ImmutableArray<string> who = [.. rung.ToAgent ? ["agent", "or"] : Array.Empty<string>(), .. rung.Room is null ? [] : new[] { rung.Room }, .. rung.Roles];
        return $"{rung.After.TotalMinutes:0}{(rung.Counting == Counting.Monitored ? "m" : "")} {string.Join(' ', who)}";
    }

    private static string Words(Counting counting) => counting == Counting.Elapsed ? "elapsed" : "monitored";

    [Fact] // TS-L1: every linked document is listed, and those the owner has not supplied are known to be missing.
    [Trait("Clause", "TS-L1")]
    public void The_linked_documents_are_listed_with_their_link_or_as_missing()
    {
        Assert.Equal(
            [
                "Emergency Contact Handling SOP", "Customer Support On-Call & Daily Operations SOP", "Customer Support End-of-Shift Reporting SOP",
                "Customer Support Invoicing & Supplier Payments SOP", "24/7 WhatsApp Creation SOP", "Spring & Summer Ops Final Check SOP", "HubSpot Ticket Pipeline Guide",
            ],
            TripSupport.Playbook.Links.Select(link => link.Title));
        Assert.All(TripSupport.Playbook.Links, link => Assert.Null(link.Url));
    }
}
