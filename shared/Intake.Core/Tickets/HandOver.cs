using System.Collections.Immutable;
using NodaTime;

namespace Intake.Tickets;

/// <summary>
/// A ticket on its way to the next shift, or to <paramref name="To"/> by name: listed until somebody accepts it (TS-O2, C6).
/// <paramref name="Ends"/> is the end of the shift it comes from; <paramref name="People"/> are those on duty in the next one.
/// </summary>
public sealed record HandOver(
    string Id, string FromShift, string ToShift, string? From, string? To, ImmutableArray<string> People, Instant At, Instant Ends, bool Live);

/// <summary>A ticket that must stay with its agent (TS-O1): who, the name its title shows, why, since when.</summary>
public sealed record OwnershipException(string Agent, string Name, string Reason, Instant Since);
