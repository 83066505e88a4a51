using System.Security.Cryptography;
using System.Text;
using Intake.Local.Sdk;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Local.Host;

/// <summary>Serves HTTP functions: route, key, body, run, answer.</summary>
public sealed class HttpFunctions(IServiceProvider services, IConfiguration configuration, ILogger<HttpFunctions> logger)
{
    public const int LargestBody = 8 * 1024 * 1024;

    public const string ApiKeySetting = "Intake__ApiKey";

    // Azure takes any of these where a trigger names none.
    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static string[] Methods(HttpTriggerAttribute trigger) =>
        trigger.Methods is { Length: > 0 } methods ? [.. methods.Select(method => method.ToUpperInvariant())] : AnyMethod;

    public void Map(IEndpointRouteBuilder routes, FunctionCatalog catalog)
    {
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is HttpTriggerAttribute trigger)
            {
                routes.MapMethods(function.Route, Methods(trigger), http => Serve(http, function, trigger));
            }
        }
    }

    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, LargestBody));
        var chunk = new byte[64 * 1024];
        var length = 0L;
        for (int read; (read = await request.Body.ReadAsync(chunk, cancel)) > 0;)
        {
            // Too much is still read to its end: a caller that is writing does not hear an answer.
            length += read;
            if (length <= LargestBody)
            {
                body.Write(chunk, 0, read);
            }
        }

        return length <= LargestBody ? body.ToArray() : null;
    }

    private async Task Serve(HttpContext http, FunctionEntry function, HttpTriggerAttribute trigger)
    {
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous && !HasKey(http.Request))
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status401Unauthorized,
                "A key is needed",
                $"Send the value of the setting {ApiKeySetting} as the header x-functions-key, or as ?code= in the address.");
            return;
        }

        if (await ReadBody(http.Request, http.RequestAborted) is not { } body)
        {
            await Problem.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "The body is too large", $"The most accepted is {LargestBody >> 20} MiB.");
            return;
        }

        await using var scope = services.CreateAsyncScope();
        var context = new LocalFunctionContext(function, scope.ServiceProvider, http.RequestAborted);
        HttpResponseData response;
        try
        {
            var invocation = new Invocation(context, new LocalRequestData(context, http.Request, body)) { Route = http.Request.RouteValues };
            response = (HttpResponseData)(await function.RunAsync(invocation) ?? throw new InvalidOperationException("The function returned no response."));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            logger.LogError(failure, "Function {Function} failed, invocation {Invocation}", function.Name, context.InvocationId);
            var detail = $"The function failed; the log names the reason under invocation {context.InvocationId}.";
            await Problem.WriteAsync(http, StatusCodes.Status500InternalServerError, "Internal error", detail);
            return;
        }

        CrashPoints.Pass("http.answering");
        await ((LocalResponseData)response).SendAsync(http.Response, http.RequestAborted);
    }

    /// <summary>Open where no key is set, which on loopback means: to this machine.</summary>
    private bool HasKey(HttpRequest request)
    {
        var expected = configuration["Intake:ApiKey"];
        var given = request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();

        // Hashed first, so that neither the comparison's time nor a length tells anything.
        return string.IsNullOrEmpty(expected) || CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

        static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
    }
}
