using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A client waits for us. Each more pressing class adds a stretch; the last is the one whose ladder runs.</summary>
public sealed record Waiting(Instant Since, ImmutableArray<WaitingStretch> Stretches)
{
    [JsonIgnore]
    public WaitingStretch Current => Stretches[^1];

    public bool Has(string episode) => Stretches.Any(stretch => stretch.Episode == episode);
}

/// <summary>
/// A stretch of waiting in one class, since one message or decision. <paramref name="Episode"/> names it ("w17": waiting since event 17);
/// <paramref name="Monitored"/>: the channel was watched when it began; <paramref name="Live"/>: an agent had answered before.
/// </summary>
public sealed record WaitingStretch(string Episode, Urgency Urgency, Instant Since, bool Monitored, bool Live);
