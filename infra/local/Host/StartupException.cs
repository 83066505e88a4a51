namespace Intake.Local.Host;

/// <summary>Intake cannot start, for a reason the person at the keyboard can mend; the message is the one sentence they read.</summary>
public sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
