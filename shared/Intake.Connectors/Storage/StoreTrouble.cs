using Azure;

namespace Intake.Connectors.Storage;

/// <summary>Tells the store's own trouble, which passes, from a bug, which does not.</summary>
public static class StoreTrouble
{
    /// <summary>The store refused, or could not be reached: after its own retries the original says so with all of their failures in one.</summary>
    public static bool IsTroubleOfTheStore(this Exception e) => e is RequestFailedException
        || (e is AggregateException all && all.InnerExceptions.Any(inner => inner is RequestFailedException or IOException or HttpRequestException or TaskCanceledException));
}
