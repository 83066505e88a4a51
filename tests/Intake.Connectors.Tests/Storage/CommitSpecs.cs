using Azure;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Tests.Storage;

/// <summary>DESIGN.md, Storage: what one accepted input leaves in its ticket's partition.</summary>
public sealed class CommitSpecs
{
    // "It is one entity group transaction guarded by the state row's ETag: state, events, effects and delivery key commit together or not at all."
    [Fact]
    public async Task State_events_effects_and_delivery_key_are_one_transaction()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();

        var commit = Assert.Single(world.Shop.Watch.All, asked => asked.What == "transaction").Row.Split(' ');
        Assert.Contains("state", commit);
        Assert.Contains(commit, key => key.StartsWith("e:", StringComparison.Ordinal));
        Assert.Contains(commit, key => key.StartsWith("x:", StringComparison.Ordinal));
        Assert.Contains(Keys.Delivery("whatsapp:wamid.1"), commit);
        Assert.Equal(commit.Order(StringComparer.Ordinal), (await world.Shop.Rows(world.Shop.Tables.Tickets)).Select(row => row.RowKey).Order(StringComparer.Ordinal));
        Assert.True((await world.Shop.Ticket(id)).IsOpen);
    }

    // "... commit together or not at all." and "otherwise 500, and the provider's retry meets the keys."
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_store_fails_before_or_after_the_commit_the_retry_makes_it_one_message(bool before)
    {
        var world = await StorageWorld.Open();
        void Fail(WatchedTables.Asked asked)
        {
            if (asked.What == "transaction")
            {
                throw new RequestFailedException(503, "busy");
            }
        }

        var failing = world.Another();
        if (before)
        {
            failing.Watch.Before = Fail;
        }
        else
        {
            failing.Watch.After = Fail;
        }

        await Assert.ThrowsAsync<RequestFailedException>(() => failing.Accept(world.Message(StorageWorld.Urgent)));
        Assert.Equal(!before, (await world.Shop.Rows(world.Shop.Tables.Tickets)).Count > 0);

        var id = await world.Shop.Hear();
        Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>());
    }

    // "Sequences are zero-padded; every key part from outside is base64url(SHA-256)."
    [Fact]
    public async Task Sequences_are_padded_so_that_the_tenth_event_is_read_after_the_ninth()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        for (var n = 2; n < 8; n++)
        {
            await world.Shop.Accept(world.Message($"Message {n}", $"wamid.{n}"));
        }

        var sequences = new List<long>();
        await foreach (var stored in world.Shop.Store.Events(id, default))
        {
            sequences.Add(stored.Sequence);
        }

        Assert.True(sequences.Count > 10);
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(n => (long)n), sequences);
        Assert.Equal("e:0000000009", Keys.Event(9));
        var effects = (await world.Shop.Effects(id)).Select(stored => stored.Effect.Id).ToList();
        Assert.Equal(effects.Order(StringComparer.Ordinal), effects);
        Assert.All(effects, effect => Assert.Matches(@"^\d{8}-\d{2}$", effect));
    }

    // "... every key part from outside is base64url(SHA-256)."
    [Fact]
    public async Task What_comes_from_outside_is_hashed_before_it_becomes_a_key()
    {
        var world = await StorageWorld.Open();
        const string Nasty = "wamid./\\#?\t'=é";
        await world.Shop.Accept(world.Message(StorageWorld.Urgent, Nasty, threads: "wa:/#?'\\"));
        await world.Shop.Accept(Call("s/?#'", 1, "Disconnected"));
        await world.Shop.Letters.Keep(world.Message("x", Nasty), "Why", transient: false, world.Now, default);

        foreach (var table in new[] { world.Shop.Tables.Tickets, world.Shop.Tables.Pointers, world.Shop.Tables.Inbox, world.Shop.Tables.DeadLetters })
        {
            Assert.All(await world.Shop.Rows(table), row =>
            {
                Assert.Matches("^[A-Za-z0-9_-]+$", row.PartitionKey);
                Assert.Matches("^([edx]:)?[A-Za-z0-9_-]+$", row.RowKey);
            });
        }

        Assert.Equal("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", Keys.Hash("")); // the digest of nothing, as RFC 4648 section 5 writes it
    }

    // "State holds no message text (it stays in its event row, chunked, capped at 200,000 characters, the cut recorded)"
    [Fact]
    public async Task The_state_holds_no_message_text()
    {
        var world = await StorageWorld.Open();
        const string Secret = "passport number X1234567";
        var id = await world.Shop.Hear($"We missed our taxi and are stuck at the trailhead since this morning, please do call us back, it is cold. My {Secret}");
        await world.Shop.Run(id, Duration.FromMinutes(20));

        var state = (await world.Shop.Rows(world.Shop.Tables.Tickets)).Single(row => row.RowKey == "state").UnpackText();
        Assert.Contains("\"alerts\"", state, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, state, StringComparison.Ordinal);
        Assert.Contains((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>(), e => e.Message.Text.Contains(Secret, StringComparison.Ordinal));
    }

    // "... chunked, capped at 200,000 characters, the cut recorded) and is chunked under the property limit."
    [Fact]
    public async Task A_long_text_is_kept_to_200000_characters_and_says_how_long_it_was()
    {
        var world = await StorageWorld.Open();
        var text = Noise(250_000);
        var id = await world.Shop.Hear(text);

        var kept = Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>());
        Assert.Equal((200_000, 250_000), (kept.Message.Text.Length, kept.CutFrom));
        Assert.Equal(text[..200_000], kept.Message.Text);
    }

    // The same for a ticket that HubSpot made.
    [Fact]
    public async Task The_cut_is_recorded_for_an_adopted_ticket_too()
    {
        var world = await StorageWorld.Open();
        await world.Shop.Ask(new TicketId("adopted"), new Signal.TicketAdopted("email", new Client(null, null), "Subject", Noise(200_001), "77"));

        Assert.Equal(200_001, Assert.Single((await world.Shop.Events(new TicketId("adopted"))).OfType<TicketEvent.MessageReceived>()).CutFrom);
    }

    // "... and is chunked under the property limit": 64 KiB, of which a string takes two bytes a character.
    [Fact]
    public void A_value_too_large_for_a_property_is_zipped_in_pieces_and_read_back_whole()
    {
        var text = Noise(300_000);
        var row = new Azure.Data.Tables.TableEntity("p", "r").PackText(text);

        Assert.All(row.Where(property => property.Value is byte[]), piece => Assert.InRange(((byte[])piece.Value!).Length, 1, 60 * 1024));
        Assert.True(row.Count(property => property.Value is byte[]) > 1);
        Assert.Equal(text, row.UnpackText());
    }

    // "Event time is the provider's timestamp where it lies between 7 days before receipt and receipt, else receipt; both are stored." (Timers)
    [Theory]
    [InlineData("-7.00:00:01", false)]
    [InlineData("-7.00:00:00", true)]
    [InlineData("-00:10:00", true)]
    [InlineData("00:00:00", true)]
    [InlineData("00:00:01", false)]
    [InlineData(null, false)]
    public async Task Event_time_is_the_providers_within_seven_days_before_receipt(string? offset, bool believed)
    {
        var world = await StorageWorld.Open();
        Instant? told = offset is null ? (Instant?)null : world.Now + Duration.FromTimeSpan(TimeSpan.Parse(offset, System.Globalization.CultureInfo.InvariantCulture));
        await world.Shop.Accept(world.Message(StorageWorld.Calm) with { At = told });
        var id = (await world.Shop.Pointers.Find($"wa:{StorageWorld.Jane}", default))!.Ticket;

        var received = Assert.Single((await world.Shop.Events(id)).OfType<TicketEvent.MessageReceived>());
        Assert.Equal((believed ? told : world.Now, world.Now), (received.At, received.RecordedAt));
    }

    // "A ticket carries its playbook's version (SHA-256 of the text, stored under playbook/ before first use)" (Timers)
    [Fact]
    public async Task A_playbook_is_stored_under_its_version_before_the_first_ticket_uses_it()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();

        var writes = world.Shop.Watch.All.Where(asked => asked.Writes).ToList();
        Assert.True(writes.FindIndex(asked => asked.Table == "IntakePlaybooks") < writes.FindIndex(asked => asked.What == "transaction"));
        var row = Assert.Single(await world.Shop.Rows(world.Shop.Tables.Playbooks));
        Assert.Equal((await world.Shop.Ticket(id)).PlaybookVersion, row.RowKey);
        Assert.Equal(StorageWorld.Shipped.Text, row.UnpackText());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(StorageWorld.Shipped.Text))), row.RowKey, ignoreCase: true);
    }

    // "a new version re-plans only when told to, visibly."
    [Fact]
    public async Task A_ticket_keeps_its_playbook_when_the_current_one_changes()
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        var edited = StorageWorld.Load(StorageWorld.Shipped.Text.Replace("{ after: 8 min,  room: cs, template: warning }", "{ after: 3 min,  room: cs, template: warning }", StringComparison.Ordinal));
        var restarted = world.Another(edited);

        Assert.NotEqual(StorageWorld.Shipped.Playbook.Version, edited.Playbook.Version);
        await restarted.Advance(id);
        Assert.Equal(StorageWorld.Monday + Duration.FromMinutes(8), (await restarted.Advance(id)).Time);
        var fresh = await restarted.Hear(id: "wamid.2", from: "+15550200");
        Assert.Equal(edited.Playbook.Version, (await restarted.Ticket(fresh)).PlaybookVersion);
        await restarted.Advance(fresh);
        Assert.Equal(StorageWorld.Monday + Duration.FromMinutes(3), (await restarted.Advance(fresh)).Time);
    }

    // "Writers on one ticket queue behind an in-process gate; the ETag still decides."
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_hundred_writers_at_once_lose_no_event(int processes)
    {
        var world = await StorageWorld.Open();
        var id = await world.Shop.Hear();
        var shops = Enumerable.Range(0, processes).Select(_ => world.Another()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => shops[n % processes].Accept(world.Message($"Message {n}", $"wamid.many{n}"))));

        var events = await world.Shop.Events(id);
        Assert.Equal(101, events.OfType<TicketEvent.MessageReceived>().Count());
        Assert.Equal(events.Count, (await world.Shop.Ticket(id)).Sequence);
        Assert.Equal(Replayed(id, events), Stored(await world.Shop.Ticket(id)));
        if (processes == 1)
        {
            // Behind the gate nobody fails another's ETag: one transaction each.
            Assert.Equal(100, shops[0].Watch.All.Count(asked => asked.What == "transaction"));
        }
    }

    private static string Replayed(TicketId id, IEnumerable<TicketEvent> events) => Stored(Evolution.Replay(id, events));

    private static string Stored(Ticket ticket) => System.Text.Json.JsonSerializer.Serialize(ticket, StoredJson.Options);

    internal static Inbound.CallEvent Call(string session, int sequence, string status, string from = "+15550199", Instant? at = null) =>
        new(session, sequence, new CallLeg("p1", true, status, null, status == "Disconnected", from, "Jane", "+15550100", "101")) { Delivery = $"phone:{session}:{sequence}", At = at ?? StorageWorld.Monday };

    /// <summary>Text that no compression makes small.</summary>
    internal static string Noise(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, static (chars, random) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = (char)random.Next(0x4E00, 0x9FA5);
            }
        });
    }
}
