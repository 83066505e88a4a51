using System.Text.Json;

namespace Intake.Local.Host;

/// <summary>A refusal as application/problem+json: what happened, and what to do about it.</summary>
public static class Problem
{
    public static async Task WriteAsync(HttpContext http, int status, string title, string detail)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "about:blank", title, status, detail });
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    /// <summary>Answers what nobody answered: no such address, no such method there, and failures (logged here, never shown).</summary>
    public static async Task Boundary(HttpContext http, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, bad.StatusCode, "The request cannot be read", bad.Message);
            return;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            logger.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            await WriteAsync(http, StatusCodes.Status500InternalServerError, "Internal error", "The request failed here; the log says why.");
            return;
        }

        // Only routing's own answers: a function or the sandbox may answer 404 as it likes.
        if (http.GetEndpoint() is RouteEndpoint || http.Response.HasStarted)
        {
            return;
        }

        var list = $"GET {http.Request.Scheme}://{http.Request.Host}{ApiList.Path} lists what is served here.";
        if (http.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            await WriteAsync(http, StatusCodes.Status404NotFound, $"Nothing is served at {http.Request.Path}", list);
        }
        else if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            var title = $"{http.Request.Path} does not take {http.Request.Method}";
            await WriteAsync(http, StatusCodes.Status405MethodNotAllowed, title, $"It takes {http.Response.Headers.Allow}. {list}");
        }
    }
}
