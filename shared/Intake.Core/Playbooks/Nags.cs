using System.Collections.Immutable;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// Asks the team for something until it is there: first the ticket's owner (<see cref="Role"/> when nobody owns it, the room when nobody
/// has that role), from <see cref="RoomAfter"/> on the room, and again every <see cref="Every"/>.
/// </summary>
public sealed record NagRule(Duration After, Duration? RoomAfter, Duration Every, string Template, string Room, string? Role, string Clause)
{
    /// <summary>Which time counts.</summary>
    public Counting Counting { get; init; }
}

/// <summary>A document the SOP links to. <paramref name="Url"/> is null while the owner has not supplied it.</summary>
public sealed record Link(string Name, string Title, string Clause, string? Url);

/// <summary>"Life-threatening or rescue?": asked of the agent whenever one of <paramref name="Rules"/> classified a message. A yes makes it an emergency, for <paramref name="Reason"/>.</summary>
public sealed record QuestionRule(ImmutableArray<string> Rules, string Reason, NagRule Nag);

/// <summary>Tasks that go on the ticket when responders have taken over.</summary>
public sealed record LogisticsRule(string Clause, ImmutableArray<string> Tasks);

/// <summary>A linked document somebody must confirm to have followed.</summary>
public sealed record LinkedDuty(string Link, string Clause);
