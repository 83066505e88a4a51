using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Intake.Tickets;

[JsonDerivedType(typeof(TagsChanged), "tags-changed")]
public abstract partial record Signal
{
    /// <summary>An agent adds and removes tags.</summary>
    public sealed record TagsChanged(string Agent, ImmutableArray<string> Add, ImmutableArray<string> Remove) : Signal;
}
