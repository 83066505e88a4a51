using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>Answers that start from a macro, what follows them, and what is looked at before.</summary>
[JsonDerivedType(typeof(MacroRequested), "macro-requested")]
[JsonDerivedType(typeof(SnoozeRequested), "snooze-requested")]
[JsonDerivedType(typeof(OneTouchRequested), "one-touch-requested")]
[JsonDerivedType(typeof(CheckAnswered), "check-answered")]
public abstract partial record Signal
{
    /// <summary>
    /// An agent answers with a macro. <paramref name="Text"/> is what the client is to read, rendered and perhaps personalised by hand (<paramref name="Edited"/>);
    /// empty when a field was missing. <paramref name="Fields"/> are those the agent filled in. <paramref name="Close"/>: and closes it, in one touch.
    /// <paramref name="Cc"/>: the macro's specialist reads it too.
    /// </summary>
    public sealed record MacroRequested(string Agent, string Macro, string Text, ImmutableArray<string> Fields, bool Edited, bool Close, bool Cc = true) : Signal;

    /// <summary>An agent snoozes a ticket without a macro; questioned unless <paramref name="Confirm"/> (ER-10).</summary>
    public sealed record SnoozeRequested(string Agent, int? Minutes, string Reason, bool Confirm) : Signal;

    /// <summary>An agent closes a ticket that needs no follow-up, or (<paramref name="WaitsForClient"/>) only the client's information (ER-11).</summary>
    public sealed record OneTouchRequested(string Agent, bool WaitsForClient) : Signal;

    /// <summary>An agent answers a check: each part (an item of the list, or the question) with its answer.</summary>
    public sealed record CheckAnswered(string Agent, string Check, ImmutableSortedDictionary<string, string> Answers) : Signal;
}
