using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Effects: claims, outcomes and receipts.</summary>
public sealed class ClaimSpecs
{
    private static readonly Duration Lease = Duration.FromSeconds(30);

    // "Before a send, the effect row is claimed by ETag (attempt, time, lease)"
    [Fact]
    public async Task An_effect_is_claimed_before_it_is_sent()
    {
        var (world, id) = await Paged();
        var claims = new List<StoredEffect>();
        world.Outside.Answering = async taken => claims.AddRange((await world.Another().Effects(id)).Where(stored => taken.Tag == $"{id}/{stored.Effect.Id}"));
        await world.Shop.Advance(id);

        Assert.NotEmpty(claims);
        Assert.All(claims, claim => Assert.Equal((1, world.Now, world.Now + Lease), (claim.Attempts, claim.FirstAttemptAt!.Value, claim.ClaimedUntil!.Value)));
    }

    // "a live claim is never sent by another worker"
    [Fact]
    public async Task A_live_claim_is_not_sent_by_another_worker()
    {
        var (world, id) = await Paged();
        var other = world.Another();
        world.Outside.Answering = async taken =>
        {
            if (taken.Service == "sms")
            {
                world.Outside.Answering = _ => Task.CompletedTask;
                await other.Advance(id);
            }
        };
        await world.Shop.Advance(id);

        Assert.Single(world.Outside.Lines("sms"));
        Assert.All(world.Outside.Took, taken => Assert.False(taken.Repeat));
    }

    // The same when two workers meet at the claim itself: "claimed by ETag".
    [Fact]
    public async Task Of_two_workers_at_once_one_sends()
    {
        var (world, id) = await Paged();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Another().Advance(id)));

        Assert.Equal(world.Outside.Took.Count, world.Outside.Took.DistinctBy(taken => (taken.Service, taken.Target, taken.Tag)).Count());
        Assert.Single(world.Outside.Lines("sms"));
    }

    // "An expired claim without outcome is first looked for outside where that is possible (... Slack message metadata ...)"
    [Fact]
    public async Task A_Slack_post_whose_sender_died_is_found_and_not_posted_again()
    {
        var (world, id) = await Paged();
        var before = world.Outside.Took.Count;
        await DieAfterSending(world, id, "slack");
        var orphans = world.Outside.Took.Skip(before).Where(taken => taken.Service == "slack").ToList();
        world.Wait(Lease);
        await world.Shop.Advance(id);

        Assert.NotEmpty(orphans);
        Assert.All(orphans, orphan =>
        {
            Assert.Single(world.Outside.Took, taken => taken.Tag == orphan.Tag);
            Assert.False(orphan.Repeat);
        });
        var delivered = (await world.Shop.Events(id)).OfType<TicketEvent.EffectDelivered>().ToList();
        Assert.All(orphans, orphan => Assert.False(Assert.Single(delivered, e => $"{id}/{e.Effect}" == orphan.Tag).Repeat));
        Assert.Empty(await world.Shop.Effects(id));
    }

    // "... else sent once more, marked as a repeat. So: exactly once, except one marked repeat for a crash between send and record."
    [Fact]
    public async Task An_SMS_whose_sender_died_is_sent_once_more_marked_as_a_repeat()
    {
        var (world, id) = await Paged();
        await DieAfterSending(world, id, "sms");
        await world.Shop.Advance(id);
        Assert.Single(world.Outside.Lines("sms")); // the claim is live
        world.Wait(Lease);
        await world.Shop.Advance(id);
        world.Wait(Lease);
        await world.Shop.Advance(id);

        Assert.Equal([false, true], world.Outside.Took.Where(taken => taken.Service == "sms").Select(taken => taken.Repeat));
        Assert.True(Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDelivered>(), delivered => delivered.Kind == EffectKinds.SendSms).Repeat);
    }

    // "exactly once, except one marked repeat": no answer is no outcome either, and once it may be a repeat it stays one.
    [Fact]
    public async Task A_page_without_an_answer_is_marked_as_a_repeat_from_then_on()
    {
        var (world, id) = await Paged();
        world.Outside.Answering = taken => taken.Service == "sms" ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Task.CompletedTask;
        await world.Shop.Advance(id);
        world.Outside.Refuse = taken => taken.Service == "sms" ? Outside.Json("{}", 503) : null;
        await world.Shop.Run(id, Duration.FromSeconds(6));
        (world.Outside.Refuse, world.Outside.Answering) = (_ => null, _ => Task.CompletedTask);
        await world.Shop.Run(id, Duration.FromSeconds(60));

        Assert.Equal([false, true], world.Outside.Took.Where(taken => taken.Service == "sms").Select(taken => taken.Repeat));
    }

    // The same: what surely never left is no repeat.
    [Fact]
    public async Task A_page_that_never_left_is_not_marked_as_a_repeat()
    {
        var (world, id) = await Paged();
        world.Outside.Refuse = taken => taken.Service == "sms" ? throw new Azure.RequestFailedException("no route", new HttpRequestException(HttpRequestError.ConnectionError)) : null;
        await world.Shop.Advance(id);
        world.Outside.Refuse = _ => null;
        await world.Shop.Run(id, Duration.FromSeconds(60));

        Assert.False(Assert.Single(world.Outside.Took, taken => taken.Service == "sms").Repeat);
    }

    // "(HubSpot's unique property ...)": written twice it is one record, so nothing is marked.
    [Fact]
    public async Task A_HubSpot_write_whose_sender_died_makes_no_second_record()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await DieAfterSending(world, id, "hubspot");
        world.Wait(Lease);
        await world.Shop.Advance(id);

        var tickets = world.Outside.Took.Where(taken => taken is { Service: "hubspot", What: "tickets" }).ToList();
        Assert.Equal([id.Value, id.Value], tickets.Select(taken => taken.Target));
        Assert.Empty(await world.Shop.Effects(id));
    }

    // "(... WhatsApp and ACS status by tag)": a delivery report settles an effect whose sender died.
    [Fact]
    public async Task A_delivery_report_settles_an_effect_whose_sender_died()
    {
        var (world, id) = await Paged();
        await DieAfterSending(world, id, "sms");
        var page = world.Outside.Took.Single(taken => taken.Service == "sms");
        await world.Shop.Accept(new Inbound.DeliveryReport(page.Tag, "Outgoing_1", Failed: false, "Delivered") { Delivery = "sms:report1", At = world.Now });
        world.Wait(Lease);
        await world.Shop.Advance(id);

        Assert.Single(world.Outside.Lines("sms"));
        Assert.Equal("Outgoing_1", Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDelivered>(), delivered => delivered.Kind == EffectKinds.SendSms).Receipt);
    }

    // The report may come before the answer to the request it reports on: one outcome, not two.
    [Fact]
    public async Task A_report_that_overtakes_the_answer_is_one_outcome()
    {
        var (world, id) = await Paged();
        world.Outside.Answering = taken => taken.Service == "sms"
            ? world.Another().Accept(new Inbound.DeliveryReport(taken.Tag, "Outgoing_1", Failed: false, "Delivered") { Delivery = "sms:report1", At = world.Now })
            : Task.CompletedTask;
        await world.Shop.Advance(id);

        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDelivered>(), delivered => delivered.Kind == EffectKinds.SendSms);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // "The outcome comes back as a Signal ... and commits in the transaction that removes or reschedules the row"
    [Fact]
    public async Task The_outcome_commits_in_the_transaction_that_removes_the_row()
    {
        var (world, id) = await Paged();
        var sms = (await world.Shop.Effects(id)).Single(stored => stored.Effect is Effect.SendSms);
        await world.Shop.Advance(id);

        var commit = Assert.Single(world.Shop.Watch.All, asked => asked.What == "transaction" && asked.Row.Contains(Keys.Effect(sms.Effect.Id), StringComparison.Ordinal) && asked.Row.Contains("state", StringComparison.Ordinal) && !asked.Row.StartsWith("d:", StringComparison.Ordinal) && asked.Row.Split(' ').Count(key => key.StartsWith("x:", StringComparison.Ordinal)) == 1);
        Assert.Contains("e:", commit.Row, StringComparison.Ordinal);
    }

    // "receipts are state": the post's receipt is what its update needs.
    [Fact]
    public async Task A_Slack_message_is_updated_by_the_receipt_it_got()
    {
        var (world, id) = await Paged();
        await world.Shop.Advance(id);
        await Take(world, id);
        await world.Another().Advance(id);

        var posts = world.Outside.Took.Where(taken => taken is { Service: "slack", What: "post" }).Select(post => post.Receipt!.Split(':')[1]);
        var updates = world.Outside.Took.Where(taken => taken is { Service: "slack", What: "update" }).Select(update => update.Tag);
        Assert.Equal(posts.Order(), updates.Order());
    }

    // "receipts are state": hs:{objectId} and every e-mail Message-ID sent lead back here.
    [Fact]
    public async Task Receipts_of_HubSpot_and_mail_lead_back_to_the_ticket()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Accept(new Inbound.FromClient(ChannelKind.Email, ["mail:first@client"], new Client("Jane", "jane@client.com", Email: "jane@client.com"), new Message("first@client", "text", StorageWorld.Calm, "Photos"), false, "E-mail") { Delivery = "mail:first", At = world.Now });
        var id = (await world.Shop.Pointers.Find("mail:first@client", default))!.Ticket;
        await world.Shop.Advance(id);
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Here they are."));
        await world.Shop.Advance(id);

        var sent = Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDelivered>(), delivered => delivered.Kind == EffectKinds.SendToClient);
        Assert.Equal(id, (await world.Shop.Pointers.Find($"mail:{sent.Receipt}", default))!.Ticket);
        Assert.Equal(id, (await world.Shop.Pointers.Find($"hs:{(await world.Shop.Ticket(id)).HubSpotId}", default))!.Ticket);
    }

    // Only mail is threaded by our own ids: a WhatsApp receipt needs no pointer.
    [Fact]
    public async Task A_WhatsApp_receipt_is_not_pointed_at()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        var before = (await world.Shop.Rows(world.Shop.Tables.Pointers)).Count;
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Here they are."));
        await world.Shop.Advance(id);

        Assert.Single(world.Outside.Lines("whatsapp"));
        Assert.Equal(before, (await world.Shop.Rows(world.Shop.Tables.Pointers)).Count);
    }

    // "Right before sending, an effect is checked against what makes it still wanted (alert open, ...), else dropped with the reason recorded."
    [Fact]
    public async Task A_page_whose_alert_was_taken_meanwhile_is_dropped_with_the_reason()
    {
        var (world, id) = await Paged();
        await Take(world, id);
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("sms"));
        Assert.All((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => Assert.Equal("Ben Baker has the alert", dropped.Why));
        Assert.Contains((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped.Kind == EffectKinds.SendSms);
        Assert.Empty(await world.Shop.Effects(id));
    }

    // The same: "alert open".
    [Fact]
    public async Task A_page_whose_alert_is_over_is_dropped_with_the_reason()
    {
        var (world, id) = await Paged();
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "The taxi is there."));
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("sms"));
        Assert.Contains((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped is { Kind: EffectKinds.SendSms, Why: "the alert is over" });
    }

    // "(... window closed, not after T)": an auto-reply for a closed window is worth nothing once it has opened, nor WhatsApp's text after 24 hours.
    [Fact]
    public async Task What_comes_too_late_to_be_of_use_is_dropped_with_the_reason()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Here they are."));
        world.Outside.Refuse = taken => taken.Service == "whatsapp" ? Outside.Json("{}", 503) : null;
        await world.Shop.Run(id, Duration.FromHours(23));
        world.Outside.Refuse = _ => null;
        world.Wait(Duration.FromHours(2));
        await world.Shop.Advance(id);

        Assert.Empty(world.Outside.Lines("whatsapp"));
        Assert.Equal("it came too late to be of use", Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.EffectDropped>(), dropped => dropped.Kind == EffectKinds.SendToClient).Why);
    }

    // Looked for before it is dropped: what got through has a receipt, and its buttons must go.
    [Fact]
    public async Task A_post_that_got_through_before_its_alert_was_taken_loses_its_buttons()
    {
        var (world, id) = await Paged();
        await DieAfterSending(world, id, "slack");
        await Take(world, id);
        world.Wait(Lease);
        await world.Shop.Advance(id);

        var orphan = world.Outside.Took.Last(taken => taken is { Service: "slack", What: "post" });
        Assert.Contains(world.Outside.Took, taken => taken is { Service: "slack", What: "update" } && orphan.Receipt == $"{taken.Target}:{taken.Tag}");
    }

    /// <summary>An unanswered urgent message, ten minutes on: support needed in the room, the primary paged, nothing sent yet.</summary>
    internal static async Task<(StorageWorld World, TicketId Id)> Paged()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Run(id, Duration.FromMinutes(9));
        world.Wait(Duration.FromMinutes(1));
        await world.Shop.Ask(id, new Signal.ClockRang(), "clock");
        Assert.Contains(await world.Shop.Effects(id), stored => stored.Effect is Effect.SendSms);
        world.Shop.Watch.Forget();
        return (world, id);
    }

    internal static async Task Take(StorageWorld world, TicketId id)
    {
        var alert = (await world.Shop.Ticket(id)).Alerts.Single(alert => !alert.Ended);
        var ben = StorageWorld.Shipped.Team.People["ben"];
        await world.Shop.Ask(id, new Signal.AlertAcknowledged(alert.Id, ben, "slack"));
    }

    /// <summary>A process of its own sends everything and dies when this provider has taken its first: it never learns the answer.</summary>
    private static async Task DieAfterSending(StorageWorld world, TicketId id, string service)
    {
        var dying = world.Another();
        var dead = false;
        dying.Watch.Before = _ => Crash.When(dead);
        world.Outside.Answering = taken =>
        {
            dead |= taken.Service == service;
            Crash.When(dead);
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<Crash>(() => dying.Advance(id));
        world.Outside.Answering = _ => Task.CompletedTask;
    }
}
