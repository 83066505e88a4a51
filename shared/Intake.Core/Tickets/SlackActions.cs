namespace Intake.Tickets;

/// <summary>What a button under an alert stands for.</summary>
public static class SlackActions
{
    public const string Take = "ack";
    public const string Help = "help";
    public const string Cannot = "cannot";
    public const string Holding = "holding";
    public const string Deprioritise = "deprioritise";
    public const string EmergencyText = "emergency-text";
    public const string ExecutionDone = "execution-done";
    public const string ExecutionFailed = "execution-failed";
    public const string Accept = "hand-over-accept";
    public const string Stay = "shift-stay";
    public const string LifeThreatening = "emergency-yes";
    public const string NotLifeThreatening = "emergency-no";
    public const string ConfirmTitle = "title-confirm";
    public const string TakeTicket = "ticket-take";
    public const string HeadsUp = "heads-up";
    public const string CloseUnanswered = "close-unanswered";
    public const string CreateTicket = "draft-create";
    public const string Handled = "handled";
    public const string StillOwed = "still-owed";

    /// <summary>Followed by the reason.</summary>
    public const string Dismiss = "draft-dismiss:";

    /// <summary>Followed by the item of a recurring duty.</summary>
    public const string Tick = "duty-tick:";
}
