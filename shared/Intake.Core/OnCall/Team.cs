using System.Collections.Immutable;
using NodaTime;

namespace Intake.OnCall;

/// <summary>The people and who is on call when. Kept apart from the playbook: people change, the SOP stays.</summary>
public sealed record Team(ImmutableDictionary<string, Person> People, ImmutableArray<RotaEntry> Rota, ImmutableArray<RotaOverride> Overrides);

/// <summary>
/// On these local days (none: every day), during this shift (over midnight it belongs to the day it begins; null: always), these people hold
/// the role, in order.
/// </summary>
public sealed record RotaEntry(string Role, string? Shift, ImmutableArray<IsoDayOfWeek> Days, LocalDate? From, LocalDate? To, ImmutableArray<string> People);

/// <summary>Somebody stands in: from one instant to another these people hold the role, whatever the rota says.</summary>
public sealed record RotaOverride(string Role, Instant From, Instant To, ImmutableArray<string> People, string Reason, string? Agent = null)
{
    /// <summary>Whose roles they are, where several playbooks are served; null: the default one's.</summary>
    public string? Playbook { get; init; }
}
