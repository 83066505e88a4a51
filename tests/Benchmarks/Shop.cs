using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using Azure.Data.Tables;
using Intake.Connectors;
using Intake.Connectors.Assignment;
using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Reporting;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Connectors.WhatsApp;
using Intake.Functions;
using Intake.Tickets;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Benchmarks;

/// <summary>Intake without its host: the real parts on a SQLite file, providers that say yes at once, a clock that stands still.</summary>
internal sealed class Shop
{
    public static readonly LoadedPlaybook Playbook = PlaybookFile.Load("trip-support");

    public Shop(TableServiceClient rows, StandingClock time)
    {
        Tables = new Tables(rows);
        (Store, Index) = (new TicketStore(Tables), new TicketIndex(Tables));
        var (pointers, shelf, gates) = (new Pointers(Tables), new PlaybookShelf(Tables, new LoadedPlaybooks(Playbook)), new Gates());
        Desk = new Desk(Store, Index, pointers, shelf, gates, time);
        Inbox = new Inbox(Tables, time);
        Door = new FrontDoor(Desk, pointers, Store, Inbox, shelf, new HandOvers(Desk, Store, Index), new InboundLedger(Tables, Store, shelf, time), new DutyBook(new TeamStore(Tables), shelf, time), time);
        Letters = new DeadLetters(Tables);
        var http = new HttpClient(new Yes());
        var (people, rooms) = (Playbook.Team.People, Playbook.Playbook.Rooms.Keys.ToDictionary(room => room, room => $"C0{room}"));
        var api = new HubSpotApi(http, new HubSpotSettings { BaseUrl = "http://hubspot/", AccessToken = "h" }, time);
        var directory = new HubSpotDirectory(api);
        var sender = new EffectSender(
            new SlackSender(http, new SlackSettings { BaseUrl = "http://slack/", BotToken = "xoxb-1", Rooms = rooms }, time),
            new WhatsAppSender(http, new WhatsAppSettings { BaseUrl = "http://whatsapp/", PhoneNumberId = "1", AccessToken = "w" }, time),
            new EmailSender(http, new EmailSettings { BaseUrl = "http://mail/", ServerToken = "m", From = "s@example.com" }, time),
            new SmsSender(new YesSms(), new SmsSettings { From = "+15550100" }, time),
            new HubSpotMirror(api, directory, id => people.GetValueOrDefault(id)));
        var ledger = new AssignmentLedger(Tables);
        var following = new Following(ledger, Store);
        Clock = new Advance(Desk, Store, Index, shelf, new Dispatch(Desk, Store, sender, Door, time, NullLogger<Dispatch>.Instance), following, new Dealing(ledger, following, Door, shelf, time), gates, time);
        var reader = new HubSpotReader(api, directory, email => people.Values.FirstOrDefault(person => person.Email == email));
        var work = new InboxWork(Inbox, Door, new HubSpotEvents(Door, pointers, reader, Store, shelf, time), shelf, time);
        Audit = new Audit(Tables, Index, Store, shelf, Clock, Inbox, work, Letters, Door, new Heartbeat(http, null), time, NullLogger<Audit>.Instance);
    }

    public Tables Tables { get; }

    public TicketStore Store { get; }

    public TicketIndex Index { get; }

    public Desk Desk { get; }

    public FrontDoor Door { get; }

    public Inbox Inbox { get; }

    public DeadLetters Letters { get; }

    public Advance Clock { get; }

    public Audit Audit { get; }

    /// <summary>A signed webhook, verified, read and committed.</summary>
    public async Task Hear(WebhookRequest request, StandingClock time)
    {
        var heard = (Heard.Accepted)WhatsAppWebhook.Hear(request, WhatsApp.Settings, time.Now());
        foreach (var input in heard.Items)
        {
            await Door.Accept(input, NoWake, NoWakeInbox, default);
        }
    }

    public Task<NextLook> Advance(TicketId id) => Clock.Run(id, 1, NoWake, default);

    public Task RunAudit() => Audit.Run(NoWake, NoWakeInbox, default);

    private static Task NoWake(TicketId ticket, int generation, CancellationToken cancel) => Task.CompletedTask;

    private static Task NoWakeInbox(string key, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Slack and HubSpot, as far as these benchmarks write to them.</summary>
    private sealed class Yes : HttpMessageHandler
    {
        private static readonly string Pipelines = System.Text.Json.JsonSerializer.Serialize(new
        {
            results = new[] { new { id = "p1", label = Playbook.Playbook.Pipeline, stages = Playbook.Playbook.Stages.Select(stage => new { id = stage.Name, label = stage.Label }) } },
        });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            return Task.FromResult(request.RequestUri.Host switch
            {
                "slack" => Json("""{"ok":true,"channel":"C1","ts":"1.1"}"""),
                _ when request.Method != HttpMethod.Get => Json(path.EndsWith("search", StringComparison.Ordinal) ? """{"total":0,"results":[]}""" : """{"id":"77","status":"COMPLETE","results":[{"id":"77"}]}"""),
                _ when path.EndsWith("pipelines/tickets", StringComparison.Ordinal) => Json(Pipelines),
                _ when path.Contains("/contacts/", StringComparison.Ordinal) => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent("""{"category":"OBJECT_NOT_FOUND"}""") },
                _ when path.Contains("/properties/", StringComparison.Ordinal) => Json("""{"name":"p","groupName":"g","options":[{"value":"LOW"},{"value":"MEDIUM"},{"value":"HIGH"},{"value":"URGENT"}]}"""),
                _ => Json("""{"results":[]}"""),
            });
        }

        private static HttpResponseMessage Json(string json) => new() { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
    }

    private sealed class YesSms : SmsClient
    {
        public override Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(Response.FromValue<IReadOnlyList<SmsSendResult>>([SmsModelFactory.SmsSendResult(to.Single(), "sms-1", 202, true, null)], null!));
    }
}

/// <summary>Monday 2 March 2026, 10:00 in New York, until somebody moves it.</summary>
internal sealed class StandingClock : TimeProvider
{
    public static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 15, 0);

    private Instant _now = Monday;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();

    public void Wait(Duration time) => _now += time;
}

/// <summary>A directory that goes with the benchmark.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("intake-bench-").FullName;

    public TableServiceClient Rows => new($"Sqlite={Path.Combine(Folder, "tables.db")}");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
