using System.Collections.Immutable;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A check asked on the ticket (ER-14): why, and what has been answered, each part (an item, or the question) with its answer.</summary>
public sealed record CheckState(string Check, string Why, Instant At)
{
    public ImmutableSortedDictionary<string, string> Answers { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Who answered last.</summary>
    public string? By { get; init; }
}
