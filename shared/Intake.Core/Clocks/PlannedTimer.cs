using NodaTime;

namespace Intake.Clocks;

/// <summary>
/// One future timer of a ticket, derived from its state: what it is, the stretch of state that armed it, when it is due, what it will do,
/// and what cancels it. <paramref name="Alert"/> and <paramref name="Rung"/> are set for a ladder's.
/// </summary>
public sealed record PlannedTimer(TimerKind Kind, string Episode, Instant Due, string Clause, string Does, string CancelledBy)
{
    public string? Alert { get; init; }

    public int Rung { get; init; }
}

/// <summary>Kinds of timers, in the order in which they fire when due at the same instant.</summary>
public enum TimerKind
{
    /// <summary>The first or a later rung of a ladder.</summary>
    Rung,

    /// <summary>The last rung again, because nobody took the alert (TS-E1).</summary>
    Repeat,

    /// <summary>Taken, but the client was not touched: one rung up.</summary>
    Resume,

    /// <summary>The team's answer has not gone out.</summary>
    AnswerStuck,

    /// <summary>The response target is missed.</summary>
    ResponseLimit,

    /// <summary>The local-emergency-services text has not been sent (TS-E2).</summary>
    EmergencyText,

    /// <summary>Read but still in the stage (TS-P1).</summary>
    StageNag,

    /// <summary>The time to resolution is used up.</summary>
    ResolutionLimit,

    /// <summary>The ticket stays in a stage whose next step is slow (TS-P2, P3, P4).</summary>
    FollowUp,

    /// <summary>A task's time has come.</summary>
    TaskDue,

    /// <summary>The plan should have happened: was it carried out (TS-P5)?</summary>
    ExecutionDue,

    /// <summary>The stage closes the ticket by itself (TS-P6).</summary>
    StageCloses,

    /// <summary>Nothing is awaited any more and the ticket is still open (TS-P9).</summary>
    CloseNag,

    /// <summary>A live chat's shift ends soon: stay, or hand over? (TS-C6)</summary>
    ShiftWarning,

    /// <summary>The shift ends: the ticket goes to the next one (TS-O2).</summary>
    ShiftEnd,

    /// <summary>A live chat, or what was handed over by name, is not accepted (TS-C6).</summary>
    HandOverLate,

    /// <summary>The team is asked for something it owes.</summary>
    Nag,

    /// <summary>The agent is reminded of a promise.</summary>
    PromiseWarning,

    /// <summary>A promise is due and not kept (TS-C4).</summary>
    PromiseDue,

    /// <summary>The client has not been told by when (TS-U1).</summary>
    Guidance,

    /// <summary>The confirmation of receipt has not gone out (CC-5).</summary>
    ReceiptLate,

    /// <summary>Not resolved in time: to whoever leads (CC-7).</summary>
    Escalation,

    /// <summary>The client has not been told of the escalation in time.</summary>
    EscalationLimit,

    /// <summary>Resolved and closed: is the client satisfied (CC-8)?</summary>
    Satisfaction,

    /// <summary>The client is reminded of our question (SC-4).</summary>
    ClientReminder,

    /// <summary>A ticket at rest should go on by now (SC-7).</summary>
    HoldDue,

    /// <summary>The client has not answered: the ticket is opened again (ER-10).</summary>
    SnoozeEnds,

    /// <summary>The client has not answered to the solution: the ticket closes (ER-12).</summary>
    HoldEnds,

    /// <summary>Another department was expected to have passed the ticket back (XD-3).</summary>
    BatonBack,

    /// <summary>The agent is reminded to tell the client that it takes longer (XD-5).</summary>
    HeadsUpWarning,

    /// <summary>The client was not told in time.</summary>
    HeadsUpDue,

    /// <summary>Too few attempts to reach the client in the time there was (XD-8).</summary>
    AttemptsShort,

    /// <summary>Enough attempts: the close is offered.</summary>
    AttemptsDone,
}
