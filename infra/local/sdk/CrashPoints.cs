namespace Intake.Local.Sdk;

/// <summary>
/// Where a crash is worth rehearsing. The stand-ins say when they pass one ("table.transaction", "table.update", "send.recorded"...);
/// the crash tests kill the process there. Nobody listens in ordinary use.
/// </summary>
public static class CrashPoints
{
    /// <summary>Called with the name of each point passed; null in ordinary use.</summary>
    public static Action<string>? Passed { get; set; }

    public static void Pass(string point) => Passed?.Invoke(point);
}
