using Azure.Communication.Sms;
using Azure.Data.Tables;
using Intake.Connectors.Storage;
using Intake.Functions;
using Intake.Local.Host;
using Intake.Local.Sandbox;

namespace Intake.Local;

/// <summary>The one place where the local host meets the app and the sandbox.</summary>
public static class Composition
{
    /// <exception cref="StartupException">The playbook or the team cannot be used.</exception>
    public static LocalOptions Intake(LocalOptions options) => options with
    {
        FunctionAssemblies = [typeof(Functions.Composition).Assembly],
        ConfigureServices = AddIntakeAndSandbox,
        MapEndpoints = routes => routes.MapSandbox(),
    };

    private static void AddIntakeAndSandbox(IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(Tables(settings["Local:Storage"] is { Length: > 0 } storage ? storage : $"Sqlite={InData(settings, "tables.db")}"));
        services.AddSingleton(new SmsClient(settings["Sms:ConnectionString"]!));
        services.AddSandbox(provider => Sandbox(settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<LoadedPlaybooks>().All));
        try
        {
            services.AddIntake(settings, PlaybookFile.LoadAll(settings));
        }
        catch (Exception e) when (e is PlaybookException or SettingException)
        {
            throw new StartupException(e.Message);
        }
    }

    /// <summary>Opens the store now: one that cannot be used must be said at start-up, not at the first client's message.</summary>
    private static TableServiceClient Tables(string connection)
    {
        try
        {
            var tables = new TableServiceClient(connection);
            tables.CreateTableIfNotExistsAsync("IntakeTickets").GetAwaiter().GetResult();
            return tables;
        }
        catch (Exception e)
        {
            throw new StartupException($"The store cannot be used ({e.Message.Split('\n')[0].TrimEnd('.')}); check --storage, or choose another --data directory.");
        }
    }

    private static SandboxOptions Sandbox(IConfiguration settings, TimeProvider time, IEnumerable<LoadedPlaybook> playbooks) => new()
    {
        Pipelines = [.. playbooks.Select(loaded => new SandboxPipeline(loaded.Playbook.Pipeline, [.. loaded.Playbook.Stages.Select(stage => (stage.Label, stage.Closed))]))],
        Time = time,
        HostAddress = () => settings["Local:Address"]!,
        // A client's message posted by hand, past the sandbox, must open the window too; Intake keeps to it by itself.
        EnforceWhatsAppWindow = false,
        DatabasePath = InData(settings, "sandbox.db"),
        HubSpotAccessToken = settings["HubSpot:AccessToken"]!,
        HubSpotClientSecret = settings["HubSpot:ClientSecret"]!,
        SlackBotToken = settings["Slack:BotToken"]!,
        SlackSigningSecret = settings["Slack:SigningSecret"]!,
        WhatsAppAccessToken = settings["WhatsApp:AccessToken"]!,
        WhatsAppAppSecret = settings["WhatsApp:AppSecret"]!,
        EmailServerToken = settings["Email:ServerToken"]!,
        AccountsToken = settings["Accounts:Token"] ?? "",
        EmailWebhookSecret = settings["Email:WebhookSecret"]!,
        SmsAccessKey = settings["Sms:ConnectionString"]!.Split("accesskey=")[1].TrimEnd(';'),
        SmsWebhookSecret = settings["Sms:WebhookSecret"]!,
        PhoneVerificationToken = settings["RingCentral:VerificationToken"]!,
    };

    private static string InData(IConfiguration settings, string file) => Path.Combine(settings["Local:DataDirectory"]!, file);
}
