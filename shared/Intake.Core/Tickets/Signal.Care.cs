using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>What agents do to sort an inquiry and to bring it to an end.</summary>
[JsonDerivedType(typeof(CategorySet), "category-set")]
public abstract partial record Signal
{
    /// <summary>An agent says what it is about (a category), how pressing it is (a priority, with a reason), or which previous request it follows (its reference).</summary>
    public sealed record CategorySet(string Agent, string? Category, string? Priority, string? Reason, string? Earlier = null) : Signal;
}
