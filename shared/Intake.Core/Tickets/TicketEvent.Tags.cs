using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Intake.Tickets;

[JsonDerivedType(typeof(TagsAdded), "tags-added")]
[JsonDerivedType(typeof(TagsRemoved), "tags-removed")]
public abstract partial record TicketEvent
{
    /// <summary><paramref name="Agent"/> is "intake" where a rule added them.</summary>
    public sealed record TagsAdded(ImmutableArray<string> Tags, string Agent) : TicketEvent;

    public sealed record TagsRemoved(ImmutableArray<string> Tags, string Agent) : TicketEvent;
}
