using System.Text.Json.Serialization;
using NodaTime;

namespace Intake.Tickets;

/// <summary>What happens in a conversation once it has begun.</summary>
[JsonDerivedType(typeof(PromiseMade), "promise-made")]
[JsonDerivedType(typeof(PromiseKept), "promise-kept")]
[JsonDerivedType(typeof(PromiseBroken), "promise-broken")]
[JsonDerivedType(typeof(PromiseWithdrawn), "promise-withdrawn")]
[JsonDerivedType(typeof(NothingOwed), "nothing-owed")]
[JsonDerivedType(typeof(StillOwed), "still-owed")]
[JsonDerivedType(typeof(ChatSetAside), "chat-set-aside")]
[JsonDerivedType(typeof(SettingAsideOffered), "setting-aside-offered")]
[JsonDerivedType(typeof(RoomMade), "room-made")]
[JsonDerivedType(typeof(CannotReach), "cannot-reach")]
[JsonDerivedType(typeof(WaitEnded), "wait-ended")]
[JsonDerivedType(typeof(ReachedElsewhere), "reached-elsewhere")]
[JsonDerivedType(typeof(Handled), "handled")]
[JsonDerivedType(typeof(TimeGiven), "time-given")]
public abstract partial record TicketEvent
{
    /// <summary>The client was told something by a time (TS-C4).</summary>
    public sealed record PromiseMade(Promise Promise) : TicketEvent;

    /// <summary>The next message or call came; <paramref name="Late"/> is zero when in time.</summary>
    public sealed record PromiseKept(string Promise, Duration Late) : TicketEvent;

    /// <summary>Due, and the client had heard nothing. It is counted.</summary>
    public sealed record PromiseBroken(string Promise, Instant Due, Duration Late) : TicketEvent;

    public sealed record PromiseWithdrawn(string Promise, string Agent, string Reason) : TicketEvent;

    /// <summary>The client's last message only closed the conversation: no clock starts. <paramref name="Words"/> are the evidence.</summary>
    public sealed record NothingOwed(string Words, bool Monitored) : TicketEvent;

    /// <summary>The agent's veto: the client waits since that message after all.</summary>
    public sealed record StillOwed(string Agent) : TicketEvent;

    /// <summary>The client was told that something urgent comes first (TS-A4).</summary>
    public sealed record ChatSetAside(TicketId For, string Agent, Instant Until) : TicketEvent;

    public sealed record SettingAsideOffered(string To, int Chats) : TicketEvent;

    /// <summary>On the urgent ticket: whose chats were set aside for it.</summary>
    public sealed record RoomMade(string Agent, int Chats) : TicketEvent;

    /// <summary>The agent cannot get to it: support is asked for at once (TS-A2).</summary>
    public sealed record CannotReach(string? Agent, string Why) : TicketEvent;

    /// <summary>The agent ended the waiting of a client who cannot be reached (TS-A3).</summary>
    public sealed record WaitEnded(string Agent, string Reason) : TicketEvent;

    /// <summary>A message to the same number got through on another ticket (TS-A3).</summary>
    public sealed record ReachedElsewhere(TicketId Ticket, string Channel) : TicketEvent;

    /// <summary>The matter is dealt with: the reminder may follow (TS-A6, B4, C5).</summary>
    public sealed record Handled(string Agent) : TicketEvent;

    /// <summary>The client knows by when (TS-U1).</summary>
    public sealed record TimeGiven(string Words) : TicketEvent;
}
