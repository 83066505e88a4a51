using Intake.Local.Sdk;

namespace Intake.Local.Host;

/// <summary>
/// A request as a piece of work in hand. While it waits for something that only time or another request brings (a long poll), it is
/// not work: whoever serves it says so with <see cref="Pause"/>, found as a feature of the request.
/// </summary>
public sealed class RequestWork(WorkTracker tracker) : IDisposable
{
    private IDisposable? _piece = tracker.Begin();

    /// <summary>Puts the request out of hand until the result is disposed.</summary>
    public IDisposable Pause()
    {
        _piece?.Dispose();
        return new Paused(this);
    }

    public void Dispose() => _piece?.Dispose();

    /// <summary>Counts every request, outside all else; advancing the clock waits for work, so it cannot be work itself.</summary>
    public static async Task Count(HttpContext http, RequestDelegate next, WorkTracker tracker)
    {
        if (http.Request.Path.StartsWithSegments(ClockEndpoints.Path, StringComparison.OrdinalIgnoreCase) || IsLongPoll(http.Request))
        {
            await next(http);
            return;
        }

        using var work = new RequestWork(tracker);
        http.Features.Set(work);
        CrashPoints.Pass("http.received");
        await next(http);
    }

    /// <summary>"Prefer: wait=30" (RFC 7240) and event streams wait by their nature, also in function code, which knows nothing of this class.</summary>
    private static bool IsLongPoll(HttpRequest request) =>
        request.Headers["Prefer"].Any(value => value is not null && value.Contains("wait=", StringComparison.OrdinalIgnoreCase))
        || request.Headers.Accept.Any(value => value is not null && value.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase));

    private sealed class Paused(RequestWork work) : IDisposable
    {
        public void Dispose() => work._piece = work.Resume();
    }

    private IDisposable Resume() => tracker.Begin();
}
