using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>What became of something we tried to send. Only a bug throws; a provider's "no" or "not now" is an answer.</summary>
[JsonDerivedType(typeof(Delivered), "delivered")]
[JsonDerivedType(typeof(TryAgain), "try-again")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Dropped), "dropped")]
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The provider took it. The receipt is the provider's own id of it.</summary>
    public sealed record Delivered(string Receipt) : Outcome;

    /// <summary>Not now. <paramref name="At"/> is when the next attempt may be made.</summary>
    public sealed record TryAgain(Instant At, string Why) : Outcome
    {
        /// <summary>There was no answer at all: the attempt may have got through, and the next one must say that it may be a repeat.</summary>
        public bool MayHaveGotThrough { get; init; }
    }

    /// <summary>No, and asking again will not help.</summary>
    public sealed record Refused(string Why) : Outcome;

    /// <summary>No longer wanted when its turn came; never sent.</summary>
    public sealed record Dropped(string Why) : Outcome;
}
