using Intake.Connectors.Storage;
using Intake.Tickets;
using NodaTime;
using static Intake.Connectors.Tests.Storage.PagedTicket;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Effects: who sends, and what becomes of what a dead worker sent.</summary>
public sealed class ClaimSpecs
{
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
}
