using Azure.Communication.Sms;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Intake.Functions;

/// <summary>The head that runs in Azure. What differs there: where the tables are, who sends the text messages, where telemetry goes.</summary>
public static class Program
{
    public static void Main(string[] args)
    {
        // Without the ASP.NET integration, so that a webhook sees its body's bytes as they were signed.
        var builder = FunctionsApplication.CreateBuilder(args);
        var settings = builder.Configuration;
        var identity = Identity(settings);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
        Observe(builder.Services, settings, identity);
        builder.Services.AddSingleton(TablesOf(settings, identity)).AddSingleton(SmsOf(settings, identity));
        builder.Services.AddIntake(settings, PlaybookFile.LoadAll(settings));
        builder.Build().Run();
    }

    /// <summary>The app's own identity; without one, a developer's log-in.</summary>
    private static TokenCredential Identity(IConfiguration settings) => settings["AzureWebJobsStorage:clientId"] is { Length: > 0 } client
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
        : new DefaultAzureCredential();

    private static TableServiceClient TablesOf(IConfiguration settings, TokenCredential identity)
    {
        const string Storage = "AzureWebJobsStorage";
        if (settings[Storage] is { Length: > 0 } connection)
        {
            return new TableServiceClient(connection);
        }

        var address = settings[$"{Storage}:tableServiceUri"]
            ?? (settings[$"{Storage}:accountName"] is { Length: > 0 } account ? $"https://{account}.table.core.windows.net" : null)
            ?? throw new InvalidOperationException($"Set {Storage}__tableServiceUri (or {Storage}__accountName), or {Storage} to a connection string.");
        return new TableServiceClient(new Uri(address), identity);
    }

    private static SmsClient SmsOf(IConfiguration settings, TokenCredential identity) => (settings["Sms:ConnectionString"], settings["Sms:Endpoint"]) switch
    {
        ({ Length: > 0 } connection, _) => new SmsClient(connection),
        (_, { Length: > 0 } endpoint) => new SmsClient(new Uri(endpoint), identity),
        _ => throw new InvalidOperationException("Set Sms__ConnectionString, or Sms__Endpoint when the app's identity may send."),
    };

    private static void Observe(IServiceCollection services, IConfiguration settings, TokenCredential identity)
    {
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection)
        {
            telemetry.UseAzureMonitorExporter(exporter => (exporter.ConnectionString, exporter.Credential) = (connection, identity));
        }
    }
}
