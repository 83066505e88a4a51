using System.Net.Http.Headers;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Outbound;

/// <summary>When to ask a provider again: when it says, else later each time, and sooner for a page, because somebody is waiting to be woken.</summary>
internal sealed class Patience(TimeProvider time)
{
    private static readonly Duration Repair = Duration.FromSeconds(60);
    private static readonly Duration Shortest = Duration.FromSeconds(1);

    // A provider's clock may be wrong by days; asking once an hour costs one refusal an hour.
    private static readonly Duration Longest = Duration.FromHours(1);

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public static Duration Pause(int attempt, bool page) => Duration.FromSeconds((attempt, page) switch
    {
        ( <= 1, true) => 5,
        (2, true) => 10,
        (_, true) => 15,
        ( <= 1, false) => 15,
        (2, false) => 30,
        (3, false) => 60,
        (4, false) => 120,
        _ => 300,
    });

    /// <summary>Not now. <paramref name="asked"/> is the pause the provider asked for; it goes before ours.</summary>
    public Outcome.TryAgain Later(int attempt, bool page, string why, Duration? asked = null) =>
        new(Now + (asked is { } pause ? Duration.Min(Duration.Max(pause, Shortest), Longest) : Pause(attempt, page)), why);

    /// <summary>Not before a human has repaired something of ours, a token or a setting. Nothing is given up meanwhile.</summary>
    public Outcome.TryAgain OnceRepaired(string why) => new(Now + Repair, why);

    /// <summary>Judges a status: not known to the provider, busy, or broken. Null when it has truly answered.</summary>
    public Outcome.TryAgain? NotNow(string provider, int status, int attempt, bool page, Duration? asked) => status switch
    {
        401 or 403 => OnceRepaired($"{provider} answered {status}: its token or its permissions must be repaired"),
        < 200 or (>= 300 and < 400) or 408 or 425 or 429 or >= 500 => Later(attempt, page, $"{provider} answered {status}", asked),
        _ => null,
    };

    /// <summary>How long a Retry-After header asks for, in seconds or until a date.</summary>
    public Duration? Asked(RetryConditionHeaderValue? retryAfter) => retryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } => Instant.FromDateTimeOffset(date) - Now,
        _ => null,
    };
}
