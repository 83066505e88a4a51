using Azure.Communication.Sms;
using Intake.Connectors;
using Intake.Connectors.Accounts;
using Intake.Connectors.Assignment;
using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Reporting;
using Intake.Connectors.RingCentral;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Connectors.WhatsApp;
using Intake.Functions.Api;
using Intake.Functions.Orchestrations;
using Intake.Functions.Webhooks;
using Intake.Tickets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Intake.Functions;

/// <summary>
/// The one list of what Intake is made of. A head (Azure's Program, the local host) adds what differs: a TableServiceClient, an SmsClient,
/// and its clock when that is not the machine's.
/// </summary>
public static class Composition
{
    public static IServiceCollection AddIntake(this IServiceCollection services, IConfiguration settings, LoadedPlaybooks playbooks)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<System.Text.Json.JsonSerializerOptions>(json => StoredJson.With(json));
        services.AddSingleton(playbooks);
        services.AddStorage().AddWebhooks(settings, playbooks).AddSenders(settings, playbooks);
        services.AddSingleton<Gates>().AddSingleton<SignalLog>().AddSingleton<ReferenceNumbers>().AddSingleton<Desk>().AddSingleton<FrontDoor>().AddSingleton<Dispatch>().AddSingleton<Advance>();
        services.AddSingleton<InboxWork>().AddSingleton<HubSpotEvents>().AddSingleton<HandOvers>().AddSingleton<InboundLedger>()
            .AddSingleton<TeamStore>().AddSingleton<DutyBook>().AddSingleton<TeamPosts>().AddSingleton<Stories>().AddSingleton<ShiftReports>().AddSingleton<DriftCheck>().AddSingleton<MergeTurns>().AddSingleton<TeamWork>().AddSingleton<Audit>();
        services.AddSingleton<AssignmentLedger>().AddSingleton<Following>().AddSingleton<Dealing>().AddSingleton<AssignmentWork>().AddSingleton<AssignmentEntries>().AddSingleton<AssignmentViews>();
        services.AddSingleton(_ => new Heartbeat(Http(), Uri.TryCreate(settings["Intake:HeartbeatUrl"], UriKind.Absolute, out var beat) ? beat : null));
        services.AddSingleton<ReviewBook>().AddSingleton<TeamBook>().AddSingleton<PeriodReports>();
        services.AddSingleton(LogKey.Of(settings["Log:ReadKey"]));
        return services.AddSingleton<Waking>().AddSingleton<Reception>().AddSingleton<ActionDesk>();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services) =>
        services.AddSingleton<Tables>().AddSingleton<TicketStore>().AddSingleton<TicketIndex>().AddSingleton<Pointers>()
            .AddSingleton<Connectors.Tickets.Inbox>().AddSingleton<DeadLetters>().AddSingleton<PlaybookShelf>();

    private static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration settings, LoadedPlaybooks playbooks) => services
        // A channel that names its number listens beside the one of the settings, so all are heard.
        .AddSingleton(new WhatsAppWebhookSettings(settings.Of("WhatsApp:AppSecret"), settings.Of("WhatsApp:VerifyToken"), playbooks.NameNumbers ? "" : settings["WhatsApp:PhoneNumberId"] ?? ""))
        .AddSingleton(new HubSpotWebhookSettings(settings.Of("HubSpot:ClientSecret"), settings["HubSpot:AppId"] ?? "", Uri.TryCreate(settings["HubSpot:PublicUrl"], UriKind.Absolute, out var url) ? url : null))
        .AddSingleton(new RingCentralWebhookSettings(settings.Of("RingCentral:VerificationToken")))
        .AddSingleton(new EmailWebhookSettings(settings.Of("Email:WebhookSecret")))
        .AddSingleton(new SlackWebhookSettings(settings.Of("Slack:SigningSecret")))
        .AddSingleton(new SmsWebhookSettings(settings.Of("Sms:WebhookSecret")));

    private static IServiceCollection AddSenders(this IServiceCollection services, IConfiguration settings, LoadedPlaybooks playbooks)
    {
        var people = playbooks.People;
        var slack = new SlackSettings
        {
            BaseUrl = settings["Slack:BaseUrl"] ?? "https://slack.com/api/",
            BotToken = settings.Of("Slack:BotToken"),
            Rooms = playbooks.Rooms.ToDictionary(room => room.Key, room => settings.Of($"Slack:{room.Value}")),
        };
        var whatsApp = new WhatsAppSettings
        {
            BaseUrl = settings["WhatsApp:BaseUrl"] ?? "https://graph.facebook.com/",
            PhoneNumberId = settings["WhatsApp:PhoneNumberId"] is { Length: > 0 } id ? id : AnyNumber,
            AccessToken = settings.Of("WhatsApp:AccessToken"),
        };
        var email = new EmailSettings { BaseUrl = settings["Email:BaseUrl"] ?? "https://api.postmarkapp.com/", ServerToken = settings.Of("Email:ServerToken"), From = settings.Of("Email:From"), FromTheChannel = playbooks.All.Length > 1 };
        var sms = new SmsSettings { From = settings.Of("Sms:From") };
        var hubSpot = new HubSpotSettings { BaseUrl = settings["HubSpot:BaseUrl"] ?? "https://api.hubapi.com/", AccessToken = settings.Of("HubSpot:AccessToken"), AppId = settings["HubSpot:AppId"], ChatActor = settings["HubSpot:ChatActor"] is { Length: > 0 } actor ? actor : null };
        var accounts = playbooks.AskWhoClientsAre ? new AccountSettings { BaseUrl = settings.Of("Accounts:BaseUrl"), Token = settings.Of("Accounts:Token") } : null;
        string[] problems = [.. accounts?.Problems() ?? [], .. playbooks.Clashes(), .. slack.Problems(), .. whatsApp.Problems(), .. email.Problems(), .. sms.Problems(), .. hubSpot.Problems()];
        if (problems.Length > 0)
        {
            throw new SettingException(string.Join(" ", problems));
        }

        if (accounts is not null)
        {
            services.AddSingleton(With<AccountApi>(accounts)).AddSingleton<AccountLookup>();
        }

        return services
            .AddSingleton(With<SlackSender>(slack)).AddSingleton(With<WhatsAppSender>(whatsApp)).AddSingleton(With<EmailSender>(email)).AddSingleton(With<HubSpotApi>(hubSpot))
            .AddSingleton(services => new SmsSender(services.GetRequiredService<SmsClient>(), sms, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<HubSpotDirectory>()
            .AddSingleton(services => new HubSpotMirror(services.GetRequiredService<HubSpotApi>(), services.GetRequiredService<HubSpotDirectory>(), id => people.GetValueOrDefault(id)))
            .AddSingleton(services => new HubSpotReader(services.GetRequiredService<HubSpotApi>(), services.GetRequiredService<HubSpotDirectory>(), email => people.Values.FirstOrDefault(person => string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase))))
            .AddSingleton<HubSpotChat>()
            .AddSingleton<EffectSender>();
    }

    private static Func<IServiceProvider, T> With<T>(object settings)
        where T : class => services => ActivatorUtilities.CreateInstance<T>(services, Http(), settings);

    /// <summary>Each provider its own connections; how long to wait is the caller's to say.</summary>
    private static HttpClient Http() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 64 }) { Timeout = Timeout.InfiniteTimeSpan };

    // On one machine nobody has bought a number: the sandbox takes any.
    private const string AnyNumber = "0";

    private static string Of(this IConfiguration settings, string name) => settings[name] is { Length: > 0 } value
        ? value
        : throw new SettingException($"The setting {name.Replace(":", "__", StringComparison.Ordinal)} is missing. local.settings.sample.json lists all of them.");
}

/// <summary>A setting is missing or wrong; the message names it and never its value.</summary>
public sealed class SettingException(string message) : Exception(message);
