using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>What agents say of a conversation once it has begun.</summary>
[JsonDerivedType(typeof(PromiseRequested), "promise-requested")]
[JsonDerivedType(typeof(PromiseWithdrawn), "promise-withdrawn")]
[JsonDerivedType(typeof(StillOwed), "still-owed")]
[JsonDerivedType(typeof(SetAside), "set-aside")]
[JsonDerivedType(typeof(RoomMade), "room-made")]
[JsonDerivedType(typeof(CannotReach), "cannot-reach")]
[JsonDerivedType(typeof(WaitEnded), "wait-ended")]
[JsonDerivedType(typeof(ReachedElsewhere), "reached-elsewhere")]
[JsonDerivedType(typeof(MatterHandled), "matter-handled")]
[JsonDerivedType(typeof(ReminderRequested), "reminder-requested")]
public abstract partial record Signal
{
    /// <summary>
    /// An agent promises the client something by <paramref name="Due"/> (a time in any spelling) or in <paramref name="Minutes"/>; one of them, or neither when
    /// <paramref name="Text"/> says it. The text is sent to the client; without one, the client was told another way.
    /// </summary>
    public sealed record PromiseRequested(string Agent, string? Due, int? Minutes, string? Text) : Signal;

    public sealed record PromiseWithdrawn(string Promise, string Agent, string Reason) : Signal;

    /// <summary>The client's "thanks" was no end: something is still owed (TS-C3).</summary>
    public sealed record StillOwed(string Agent) : Signal;

    /// <summary>An agent sets this chat aside for an urgent ticket (TS-A4).</summary>
    public sealed record SetAside(TicketId For, string ForTitle, string Agent) : Signal;

    /// <summary>To the urgent ticket: its agent has set chats aside for it.</summary>
    public sealed record RoomMade(string Agent, int Chats) : Signal;

    /// <summary>An agent cannot get to the waiting client (TS-A2).</summary>
    public sealed record CannotReach(string Agent, string? Reason) : Signal;

    /// <summary>An agent ends the waiting of a client who cannot be reached, with the reason (TS-A3).</summary>
    public sealed record WaitEnded(string Agent, string Reason) : Signal;

    /// <summary>A message to this client's number got through on another ticket.</summary>
    public sealed record ReachedElsewhere(TicketId Ticket, string Channel) : Signal;

    /// <summary>An agent says that the matter is dealt with.</summary>
    public sealed record MatterHandled(string Agent, string? Note) : Signal;

    /// <summary>An agent asks for the reminder to be sent now.</summary>
    public sealed record ReminderRequested(string Agent) : Signal;
}
