using NodaTime;

namespace Intake.Playbooks.Sections;

/// <summary>Values as a playbook writes them.</summary>
internal static class Spoken
{
    private static readonly (Duration Of, string Name)[] Units = [(Duration.FromDays(1), "d"), (Duration.FromHours(1), "h"), (Duration.FromMinutes(1), "min")];

    /// <summary>A length in the largest unit that leaves no rest.</summary>
    public static string Length(Duration length)
    {
        foreach (var (of, name) in Units)
        {
            if (length >= of && length.BclCompatibleTicks % of.BclCompatibleTicks == 0)
            {
                return $"{length / of:0} {name}";
            }
        }

        return length == Duration.Zero ? "0 min" : $"{length.TotalSeconds:0} s";
    }
}
