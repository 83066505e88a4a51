using System.Collections.Immutable;
using Azure.Data.Tables;
using Intake.Connectors.Assignment;
using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Reporting;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Connectors.WhatsApp;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Text;

namespace Intake.Connectors.Tests.Storage;

/// <summary>
/// Intake without its host: the tables, the real senders over providers that only listen, a clock that stands still, and as many processes as a
/// test likes. Monday 2 March 2026, 10:00 in New York.
/// </summary>
internal sealed class StorageWorld
{
    public const string Urgent = "Our taxi has not arrived and we are stuck at the trailhead";
    public const string Calm = "Could you send me the photos?";
    public const string Jane = "+15550199";

    public static readonly Instant Monday = InstantPattern.General.Parse("2026-03-02T15:00:00Z").Value;

    public static readonly LoadedPlaybook Shipped = Load(File.ReadAllText(PlaybookFile("trip-support")));

    private readonly TableServiceClient _rows = new("Sqlite=:memory:");

    private StorageWorld() => Shop = new Process(this, Shipped);

    public FakeTimeProvider Time { get; } = new(Monday.ToDateTimeOffset());

    public Outside Outside { get; } = new();

    /// <summary>The first process; most tests need no other.</summary>
    public Process Shop { get; }

    public Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    public static async Task<StorageWorld> Open()
    {
        var world = new StorageWorld();
        await world.Shop.Tables.CreateIfMissing(default);
        return world;
    }

    public static LoadedPlaybook Load(string text)
    {
        var playbook = PlaybookReader.Read("trip-support.yaml", text).Playbook!;
        return new LoadedPlaybook(playbook, text, TeamReader.Read("team.yaml", File.ReadAllText(PlaybookFile("team")), playbook).Team!);
    }

    /// <summary>Another process on the same tables, its memory empty.</summary>
    public Process Another(LoadedPlaybook? playbook = null) => new(this, playbook ?? Shipped);

    public void Wait(Duration time) => Time.Advance(time.ToTimeSpan());

    public Inbound.FromClient Message(string text, string id = "wamid.1", string from = Jane, Instant? at = null, params string[] threads) =>
        new(ChannelKind.WhatsApp, threads is [] ? [$"wa:{from}"] : [.. threads], new Client("Jane Smith", from, from), new Message(id, "text", text), Automatic: false, "WhatsApp")
        {
            Delivery = $"whatsapp:{id}",
            At = at ?? Now,
        };

    private static string PlaybookFile(string name) => Path.Combine(AppContext.BaseDirectory, "playbooks", $"{name}.yaml");

    /// <summary>Everything one running Intake is made of.</summary>
    internal sealed class Process
    {
        public Process(StorageWorld world, LoadedPlaybook playbook)
        {
            World = world;
            Watch = new WatchedTables(world._rows);
            Tables = new Tables(Watch);
            (Store, Index, Pointers) = (new TicketStore(Tables), new TicketIndex(Tables), new Pointers(Tables));
            Shelf = new PlaybookShelf(Tables, new LoadedPlaybooks(playbook));
            var gates = new Gates();
            Ledger = new AssignmentLedger(Tables);
            Desk = new Desk(Store, Index, Pointers, Shelf, gates, world.Time, assignment: Ledger);
            Inbox = new Inbox(Tables, world.Time);
            Door = new FrontDoor(Desk, Pointers, Store, Inbox, Shelf, new HandOvers(Desk, Store, Index), new InboundLedger(Tables, Store, Shelf, world.Time), new DutyBook(new TeamStore(Tables), Shelf, world.Time), world.Time);
            Letters = new DeadLetters(Tables);
            Dispatch = new Dispatch(Desk, Store, Sender(world, playbook, out var reader), Door, world.Time, NullLogger<Dispatch>.Instance);
            Following = new Following(Ledger, Store);
            Dealing = new Dealing(Ledger, Following, Door, Shelf, world.Time);
            Entries = new AssignmentEntries(Ledger, Following, Dealing, world.Time);
            Views = new AssignmentViews(Ledger, Dealing, Store, world.Time);
            Assignment = new AssignmentWork(Ledger, Following, Dealing, Store, Index, Shelf, world.Time);
            Clock = new Advance(Desk, Store, Index, Shelf, Dispatch, Following, Dealing, gates, world.Time);
            InboxWork = new InboxWork(Inbox, Door, new HubSpotEvents(Door, Pointers, reader, Store, Shelf, world.Time), Shelf, world.Time);
            Audit = new Audit(Tables, Index, Store, Shelf, Clock, Inbox, InboxWork, Letters, Door, new Heartbeat(new HttpClient(Beats), new Uri("http://heartbeat/")), world.Time, NullLogger<Audit>.Instance);
        }

        public StorageWorld World { get; }

        public WatchedTables Watch { get; }

        public Tables Tables { get; }

        public TicketStore Store { get; }

        public TicketIndex Index { get; }

        public Pointers Pointers { get; }

        public PlaybookShelf Shelf { get; }

        public Desk Desk { get; }

        public FrontDoor Door { get; }

        public Inbox Inbox { get; }

        public InboxWork InboxWork { get; }

        public DeadLetters Letters { get; }

        public Dispatch Dispatch { get; }

        public Advance Clock { get; }

        public Audit Audit { get; }

        public AssignmentLedger Ledger { get; }

        public Following Following { get; }

        public Dealing Dealing { get; }

        public AssignmentEntries Entries { get; }

        public AssignmentViews Views { get; }

        public AssignmentWork Assignment { get; }

        public Heart Beats { get; } = new();

        /// <summary>Whom this process woke, in order.</summary>
        public List<string> Woken { get; } = [];

        public Wake Wake => (ticket, generation, _) =>
        {
            lock (Woken)
            {
                Woken.Add($"t-{ticket}-{generation}");
            }

            return Task.CompletedTask;
        };

        public WakeInbox WakeInbox => (key, _) =>
        {
            lock (Woken)
            {
                Woken.Add($"i-{key}");
            }

            return Task.CompletedTask;
        };

        public Task Accept(Inbound input) => Door.Accept(input, Wake, WakeInbox, default);

        /// <summary>A first message of Jane's; her ticket's id.</summary>
        public async Task<TicketId> Hear(string text = Urgent, string id = "wamid.1", string from = Jane)
        {
            await Accept(World.Message(text, id, from));
            return (await Pointers.Find($"wa:{from}", default))!.Ticket;
        }

        public async Task<Ticket> Ticket(TicketId id) => (await Load(id)).Ticket;

        public Task<LoadedTicket> Load(TicketId id) => Store.Load(id, default);

        public async Task<List<TicketEvent>> Events(TicketId id)
        {
            var events = new List<TicketEvent>();
            await foreach (var stored in Store.Events(id, default))
            {
                events.Add(stored.Event);
            }

            return events;
        }

        public async Task<ImmutableArray<StoredEffect>> Effects(TicketId id) => await Store.Effects(id, default);

        /// <summary>One turn of the ticket's clock.</summary>
        public async Task<NextLook> Advance(TicketId id) => await Clock.Run(id, (await Ticket(id)).Generation, Wake, default);

        /// <summary>Lets time pass, stopping whenever this ticket's clock is due, as its orchestration would.</summary>
        public async Task Run(TicketId id, Duration time)
        {
            var end = World.Now + time;
            while (true)
            {
                var look = await Advance(id);
                if (look.Time is not { } next || next > end)
                {
                    World.Wait(Duration.Max(end - World.Now, Duration.Zero));
                    return;
                }

                World.Wait(Duration.Max(next - World.Now, Duration.Zero));
            }
        }

        public Task Ask(TicketId id, Signal signal) => Ask(id, signal, Guid.NewGuid().ToString("n"));

        public async Task<Handed> Ask(TicketId id, Signal signal, string delivery) =>
            await Door.Hand(id, signal with { Id = delivery, At = World.Now, ReceivedAt = World.Now }, Wake, default);

        /// <summary>Answers, waits until it is sent, and closes.</summary>
        public async Task Close(TicketId id)
        {
            await Ask(id, new Signal.ReplyRequested("ana", "Solved."));
            await Advance(id);
            Assert.IsType<Handed.Committed>(await Ask(id, new Signal.StageMoved("ana", "closed", "Solved with another taxi"), $"close-{World.Now}"));
            await Advance(id);
        }

        public async Task RunAudit() => await Audit.Run(Wake, WakeInbox, default);

        public async Task<List<TableEntity>> Rows(TableClient table)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in World._rows.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                rows.Add(row);
            }

            return rows;
        }

        private static EffectSender Sender(StorageWorld world, LoadedPlaybook playbook, out HubSpotReader reader)
        {
            var (http, people) = (world.Outside.Http, playbook.Team.People);
            var rooms = playbook.Playbook.Rooms.Keys.ToDictionary(room => room, room => $"C0{room.ToUpperInvariant()}");
            var api = new HubSpotApi(http, new HubSpotSettings { BaseUrl = "http://hubspot/", AccessToken = "h" }, world.Time);
            var directory = new HubSpotDirectory(api);
            reader = new HubSpotReader(api, directory, email => people.Values.FirstOrDefault(person => person.Email == email));
            return new EffectSender(
                new SlackSender(http, new SlackSettings { BaseUrl = "http://slack/", BotToken = "xoxb-1", Rooms = rooms }, world.Time),
                new WhatsAppSender(http, new WhatsAppSettings { BaseUrl = "http://whatsapp/", PhoneNumberId = "1", AccessToken = "w" }, world.Time),
                new EmailSender(http, new EmailSettings { BaseUrl = "http://mail/", ServerToken = "m", From = "s@example.com" }, world.Time),
                new SmsSender(world.Outside.Sms, new SmsSettings { From = "+15550100" }, world.Time),
                new HubSpotMirror(api, directory, id => people.GetValueOrDefault(id)));
        }
    }

    /// <summary>The outside dead man's switch.</summary>
    internal sealed class Heart : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
