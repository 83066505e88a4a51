using Microsoft.Azure.Functions.Worker;

namespace Intake.Local.Host;

/// <summary>What is served here. Azure's Functions host lists its functions at the same address.</summary>
public static class ApiList
{
    public const string Path = "/admin/functions";

    public static void Map(IEndpointRouteBuilder routes, FunctionCatalog catalog) =>
        routes.MapGet(Path, http => http.Response.WriteAsJsonAsync(catalog.Functions.Select(function => Describe(function, http.Request)), http.RequestAborted));

    private static object Describe(FunctionEntry function, HttpRequest request) => function.Trigger switch
    {
        HttpTriggerAttribute trigger => new
        {
            name = function.Name,
            trigger = "http",
            methods = HttpFunctions.Methods(trigger),
            address = $"{request.Scheme}://{request.Host}{function.Route}",
            access = trigger.AuthLevel == AuthorizationLevel.Anonymous ? "anonymous" : "key",
        },
        TimerTriggerAttribute trigger => new { name = function.Name, trigger = "timer", schedule = trigger.Schedule },
        var other => new { name = function.Name, trigger = other.GetType().Name.Replace("TriggerAttribute", "", StringComparison.Ordinal).ToLowerInvariant() },
    };
}
