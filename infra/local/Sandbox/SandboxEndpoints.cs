using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Intake.Local.Sandbox.HubSpot;
using Intake.Local.Sandbox.Play;

namespace Intake.Local.Sandbox;

/// <summary>
/// The outside world on one machine: the vendors' APIs as strict as the originals, what they were asked, how they fail,
/// and a page where a person plays the client.
/// </summary>
public static class SandboxEndpoints
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, Func<IServiceProvider, SandboxOptions> options)
    {
        _ = services.AddSingleton(options)
            .AddSingleton<SandboxDatabase>()
            .AddSingleton<Faults>()
            .AddSingleton<Outbox>()
            .AddSingleton<Reception>()
            .AddSingleton<HostWebhooks>()
            .AddSingleton<ReceiptDelivery>()
            .AddHostedService(provider => provider.GetRequiredService<ReceiptDelivery>())
            .AddSingleton<HubSpotApi>()
            .AddSingleton<Objects>()
            .AddSingleton<Batches>()
            .AddSingleton<Associations>()
            .AddSingleton<PropertyEndpoints>()
            .AddSingleton<Pipelines>()
            .AddSingleton<Owners>()
            .AddSingleton<Conversations>()
            .AddSingleton<Portal>()
            .AddSingleton<Slack>()
            .AddSingleton<WhatsApp>()
            .AddSingleton<Sms>()
            .AddSingleton<Email>()
            .AddSingleton<Accounts>()
            .AddSingleton<PlayEndpoints>();
        return services;
    }

    public static void MapSandbox(this IEndpointRouteBuilder app)
    {
        T Get<T>()
            where T : notnull => app.ServiceProvider.GetRequiredService<T>();
        Get<Objects>().Map(app);
        Get<Batches>().Map(app);
        Get<Associations>().Map(app);
        Get<PropertyEndpoints>().Map(app);
        Get<Pipelines>().Map(app);
        Get<Owners>().Map(app);
        Get<Conversations>().Map(app);
        Get<Portal>().Map(app);
        Get<Slack>().Map(app);
        Get<WhatsApp>().Map(app);
        Get<Sms>().Map(app);
        Get<Email>().Map(app);
        Get<Accounts>().Map(app);
        Get<PlayEndpoints>().Map(app);
        MapOutbox(app, Get<Outbox>());
        MapFaults(app, Get<Faults>());
        _ = app.MapGet("/", () => Results.Redirect("/sandbox"));
        _ = app.MapGet("/sandbox", () => Results.Stream(Page(), "text/html; charset=utf-8"));
    }

    private static void MapOutbox(IEndpointRouteBuilder app, Outbox outbox)
    {
        _ = app.MapGet("/sandbox/outbox", (string? service, long? since, bool? accepted) => Portal.Shown(200, outbox.Read(service, since ?? 0, accepted)));
        _ = app.MapDelete("/sandbox/outbox", () =>
        {
            outbox.Clear();
            return Results.NoContent();
        });
    }

    private static void MapFaults(IEndpointRouteBuilder app, Faults faults)
    {
        _ = app.MapPost("/sandbox/faults", async (HttpContext http) => faults.Add((await Request.Read(http)).Body) is { } wrong
            ? Portal.Shown(400, new JsonObject { ["error"] = wrong })
            : Portal.Shown(201, faults.All()));
        _ = app.MapGet("/sandbox/faults", () => Portal.Shown(200, faults.All()));
        _ = app.MapDelete("/sandbox/faults", () =>
        {
            faults.Clear();
            return Results.NoContent();
        });
    }

    private static Stream Page() => Assembly.GetExecutingAssembly().GetManifestResourceStream("Intake.Local.Sandbox.page.html")
        ?? throw new InvalidOperationException("The sandbox's page is not in the assembly.");
}
