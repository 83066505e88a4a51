using NodaTime;

namespace Intake.Connectors.HubSpot;

/// <summary>What became of a look: the value, not now, or that it will not come.</summary>
public abstract record Fetched<T>
{
    private Fetched() { }

    /// <summary>Here it is.</summary>
    public sealed record Found(T Value) : Fetched<T>;

    /// <summary>Not now. <paramref name="At"/> is when the next look may be made.</summary>
    public sealed record TryAgain(Instant At, string Why) : Fetched<T>;

    /// <summary>It does not exist, or not for us, and looking again will not help.</summary>
    public sealed record Gone(string Why) : Fetched<T>;
}
