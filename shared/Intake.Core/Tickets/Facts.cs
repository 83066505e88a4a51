using System.Collections.Immutable;
using Intake.OnCall;

namespace Intake.Tickets;

/// <summary>What the SOP must know beyond the ticket, gathered by the shell when the signal is handed in. Whatever is used is kept in the event that used it.</summary>
public sealed record Facts
{
    public static Facts None { get; } = new();

    /// <summary>Who is on call now, by role ("primary", "secondary", "leadership"), in the order they are to be paged.</summary>
    public ImmutableDictionary<string, ImmutableArray<Person>> OnCall { get; init; } = ImmutableDictionary<string, ImmutableArray<Person>>.Empty;

    /// <summary>Everybody on the team, by id.</summary>
    public ImmutableDictionary<string, Person> People { get; init; } = ImmutableDictionary<string, Person>.Empty;

    /// <summary>The ticket's owner, when somebody owns it.</summary>
    public Person? Owner { get; init; }

    /// <summary>Whoever last dealt with the client: the owner, else who answered.</summary>
    public Person? Agent { get; init; }

    /// <summary>The longest snooze while a manager has set the playbook's aside (ER-19); null: the playbook's.</summary>
    public NodaTime.Duration? LongestSnooze { get; init; }

    /// <summary>Who is on duty in the shift that has just begun, or is running.</summary>
    public ImmutableArray<Person> OnDuty { get; init; } = [];

    /// <summary>What still waits to be sent for this ticket, in words; refuses a close (TS-P7).</summary>
    public ImmutableArray<string> Unsent { get; init; } = [];

    /// <summary>What the client wrote so far, when a draft is decided about.</summary>
    public ImmutableArray<TicketEvent.MessageReceived> Messages { get; init; } = [];

    /// <summary>The other ticket a signal names; null when there is none.</summary>
    public Ticket? Other { get; init; }

    /// <summary>How many chats each person is in the middle of, urgent ones not counted (TS-A4).</summary>
    public ImmutableDictionary<string, int> ActiveChats { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The phone ticket of this client's number, when a message to it got through (TS-A3).</summary>
    public TicketId? PhoneTicket { get; init; }

    /// <summary>The number an inquiry gets when it becomes a ticket; null where the playbook gives none.</summary>
    public string? Reference { get; init; }

    /// <summary>The previous request a message is about, by its reference or its thread; null when there is none.</summary>
    public Ticket? Earlier { get; init; }

    /// <summary>Another conversation of the same client, where there is one (ER-8).</summary>
    public Ticket? Similar { get; init; }

    /// <summary>The name of the playbook a new ticket begins with; null: the default one.</summary>
    public string? Playbook { get; init; }

    /// <summary>What was done on the ticket since it was received or taken up again, in words, when it goes to whoever leads.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>The closed ticket this one continues, when it is a successor.</summary>
    public TicketId? Follows { get; init; }
}
