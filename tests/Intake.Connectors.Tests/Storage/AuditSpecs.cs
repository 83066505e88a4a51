using Azure.Data.Tables;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, The ticket orchestration: the Auditor trusts none of it.</summary>
public sealed class AuditSpecs
{
    private static readonly Duration Half = Duration.FromSeconds(30);

    // "its fast pass reads the index rows whose wake-up has passed by 30 s and runs the same Advance itself"
    [Fact]
    public async Task Without_any_durable_engine_the_Auditor_alone_climbs_the_ladder()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Hear();
        for (var n = 0; n < 34; n++)
        {
            await world.Shop.RunAudit();
            world.Wait(Half);
        }

        Assert.Equal(["sms +14145550102", "sms +14145550103", "sms +14145550104"], world.Outside.Lines("sms"));
        Assert.All(world.Outside.Took, taken => Assert.False(taken.Repeat));
    }

    // "(every 30 s ...) ... whose wake-up has passed by 30 s": not before, because then its own clock may be at it.
    [Fact]
    public async Task A_wake_up_that_has_only_just_passed_is_left_to_its_clock()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Hear();
        world.Wait(Half);
        await world.Shop.RunAudit();
        Assert.Empty(world.Outside.Took);
        world.Wait(Duration.FromSeconds(1));
        await world.Shop.RunAudit();
        Assert.NotEmpty(world.Outside.Took);
        Assert.Equal(1, world.Shop.Audit.Last!.Overdue);
    }

    // "its slow pass reads every open ticket from its own partition, in slices, within 10 minutes, and compares flight plan, firings, effects and index."
    [Fact]
    public async Task An_index_that_forgot_a_wake_up_is_put_right_within_10_minutes()
    {
        var world = await StorageWorld.Open();
        var tickets = new List<TicketId>();
        for (var n = 0; n < 10; n++)
        {
            var id = await world.Shop.Hear(StorageWorld.Calm, $"wamid.{n}", $"+1555030{n}");
            await world.Shop.Advance(id);
            tickets.Add(id);
        }

        var truth = (await world.Shop.Index.Find(tickets[0], default))!.WakeAt;
        foreach (var (id, n) in tickets.Select((id, n) => (id, n)))
        {
            // Half of them forgot it, half of them remember it a day too late.
            var row = new TableEntity("open", id.Value);
            if (n % 2 == 0)
            {
                row["WakeAt"] = (world.Now + Duration.FromDays(1)).ToDateTimeOffset();
            }

            await world.Shop.Tables.Index.UpsertEntityAsync(row, TableUpdateMode.Replace);
        }

        var drifted = 0;
        for (var n = 0; n < 20; n++)
        {
            await world.Shop.RunAudit();
            drifted += world.Shop.Audit.Last!.Drifted;
            world.Wait(Half);
        }

        Assert.Equal(10, drifted);
        foreach (var id in tickets)
        {
            Assert.Equal(truth, (await world.Shop.Index.Find(id, default))!.WakeAt);
            Assert.Contains($"t-{id}-1", world.Shop.Woken);
        }
    }

    // "compares ... effects and index": the same for an effect that waits.
    [Fact]
    public async Task A_forgotten_effect_is_found_too()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        await world.Shop.Tables.Index.UpsertEntityAsync(new TableEntity("open", id.Value), TableUpdateMode.Replace);
        for (var n = 0; n < 22; n++)
        {
            await world.Shop.RunAudit();
            world.Wait(Half);
        }

        Assert.Contains(world.Outside.Took, taken => taken.Service == "hubspot");
    }

    // "The durable history is disposable: with an empty history and full tables, start-up re-arms every open ticket."
    [Fact]
    public async Task At_start_up_every_open_ticket_is_woken_and_no_closed_one()
    {
        var world = await StorageWorld.Open();
        var (first, second, closed) = (await world.Shop.Hear(), await world.Shop.Hear(id: "wamid.2", from: "+15550200"), await world.Shop.Hear(id: "wamid.3", from: "+15550201"));
        await world.Shop.Close(closed);
        await world.Shop.Close(second);
        await world.Shop.Accept(world.Message("Broken again", "wamid.4", "+15550200"));

        var restarted = world.Another();
        await restarted.RunAudit();
        Assert.Equal(new[] { $"t-{first}-1", $"t-{second}-2" }.Order(), restarted.Woken.Order());
        await restarted.RunAudit();
        Assert.Equal(2, restarted.Woken.Count);
    }

    // "(claims and ETags make that harmless)": the Auditor and the clock at once.
    [Fact]
    public async Task The_Auditor_and_the_clock_at_once_page_once()
    {
        var (world, id) = await PagedTicket.Paged();
        world.Wait(Duration.FromMinutes(1));
        await Task.WhenAll(world.Another().RunAudit(), world.Another().RunAudit(), world.Shop.Advance(id));

        Assert.Single(world.Outside.Lines("sms"));
    }

    // "It counts, alerts, and pings an external heartbeat only when all is well."
    [Fact]
    public async Task The_heartbeat_beats_only_while_all_is_well()
    {
        var world = await StorageWorld.Open();
        await world.Shop.RunAudit();
        Assert.Equal(1, world.Shop.Beats.Count);

        var id = await world.Shop.Hear();
        world.Outside.Refuse = taken => taken.Text.Contains("poison", StringComparison.Ordinal) ? Outside.Json("""{"category":"VALIDATION_ERROR"}""", 400) : null;
        await world.Shop.Ask(id, new Signal.NoteWritten("ana", "poison"));
        await world.Shop.Ask(id, new Signal.ReplyRequested("ana", "Solved."));
        await world.Shop.Advance(id);
        for (var n = 0; n < 20; n++)
        {
            await world.Shop.RunAudit();
        }

        // The slow pass has met it once; what is parked then counts in every pass, not only in that of its slice.
        var beats = world.Shop.Beats.Count;
        for (var n = 0; n < 20; n++)
        {
            await world.Shop.RunAudit();
            Assert.Equal(1, world.Shop.Audit.Last!.Parked);
        }

        Assert.Equal(beats, world.Shop.Beats.Count);
        world.Outside.Refuse = _ => null;
        await world.Shop.Store.Replay(id, Assert.Single(await world.Shop.Effects(id), stored => stored.Parked is not null), world.Now, default);
        await world.Shop.Advance(id);
        for (var n = 0; n < 20; n++)
        {
            await world.Shop.RunAudit();
        }

        Assert.True(world.Shop.Audit.Last!.AllIsWell);
        Assert.True(world.Shop.Beats.Count > beats);
    }

    // "only when all is well": a ticket that cannot be looked at is not well, and does not keep the Auditor from the others.
    [Fact]
    public async Task One_ticket_that_cannot_be_read_keeps_nobody_from_the_others()
    {
        var world = await StorageWorld.Open();
        var ids = new[] { await world.Shop.Hear(), await world.Shop.Hear(id: "wamid.2", from: "+15550200"), await world.Shop.Hear(id: "wamid.3", from: "+15550201") }.OrderBy(id => id.Value, StringComparer.Ordinal).ToList();
        await world.Shop.Tables.Tickets.UpsertEntityAsync(new TableEntity(ids[0].Value, "state").PackText("not a ticket"), TableUpdateMode.Replace);
        world.Wait(Duration.FromMinutes(1));
        await world.Shop.RunAudit();

        Assert.True(world.Shop.Audit.Last!.Failed > 0);
        Assert.Equal(0, world.Shop.Beats.Count);
        Assert.Equal(ids[1..].Select(id => id.Value), world.Outside.Took.Where(taken => taken is { Service: "hubspot", What: "tickets" }).Select(taken => taken.Target).Order(StringComparer.Ordinal));
    }

    // A look that times out is a look that failed, not the end of the pass.
    [Fact]
    public async Task A_time_out_keeps_nobody_from_the_others_either()
    {
        var world = await StorageWorld.Open();
        var ids = new[] { await world.Shop.Hear(), await world.Shop.Hear(id: "wamid.2", from: "+15550200") }.OrderBy(id => id.Value, StringComparer.Ordinal).ToList();
        world.Wait(Duration.FromMinutes(1));
        var once = true;
        world.Shop.Watch.Before = asked =>
        {
            if (once && asked is { What: "get", Row: "state" })
            {
                once = false;
                throw new TaskCanceledException("no answer");
            }
        };
        await world.Shop.RunAudit();

        Assert.Equal(1, world.Shop.Audit.Last!.Failed);
        Assert.Equal(2, world.Outside.Took.Count(taken => taken is { Service: "hubspot", What: "tickets" }));
    }

    // The slow pass must not cry wolf over a message that came in while it was reading.
    [Fact]
    public async Task A_message_during_the_slow_pass_is_no_drift()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear(StorageWorld.Calm);
        await world.Shop.Advance(id);
        var audited = world.Another();
        audited.Watch.Before = asked =>
        {
            if (asked is { What: "query", Table: "IntakeTickets" })
            {
                world.Shop.Accept(world.Message(StorageWorld.Urgent, $"wamid.{Guid.NewGuid()}")).GetAwaiter().GetResult();
            }
        };
        for (var n = 0; n < 20; n++)
        {
            await audited.RunAudit();
            Assert.Equal(0, audited.Audit.Last!.Drifted);
        }
    }

    // A watcher that does not answer must not silence the Auditor.
    [Fact]
    public async Task A_silent_watcher_does_not_stop_the_Auditor()
    {
        using var silent = new HttpClient(new Silent()) { Timeout = Timeout.InfiniteTimeSpan };
        await new Heartbeat(silent, new Uri("http://heartbeat/")).Beat(default).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
