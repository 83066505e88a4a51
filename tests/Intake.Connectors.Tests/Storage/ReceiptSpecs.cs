using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;
using static Intake.Connectors.Tests.Storage.PagedTicket;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Effects: outcomes and receipts.</summary>
public sealed class ReceiptSpecs
{
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
}
