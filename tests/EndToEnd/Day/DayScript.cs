using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd.Day;

/// <summary>A client of the script: the name used in it, the playbook's channel, the address there, the full name.</summary>
public sealed record DayClient(string Name, string Channel, string Address, string FullName);

/// <summary>One thing that happens: who does what, at which local time; <paramref name="Line"/> is where it stands. <paramref name="Refused"/>: the clause Intake must refuse it with.</summary>
public sealed record DayStep(int Line, DateTime Local, string Who, string What, string? Refused);

/// <summary>
/// A day, or several, as a support lead would write it down: first the clients, then one line for each thing that clients and agents do, in local time.
/// "== Tuesday" begins the next Tuesday; without headings, a time earlier than the one before is the next day's. What the SOP forbids ends in
/// "→ refused (SC-6)".
/// </summary>
public sealed partial record DayScript(IReadOnlyDictionary<string, DayClient> Clients, IReadOnlyList<DayStep> Steps)
{
    /// <summary>The last day there is a heading or a step of.</summary>
    public required DateOnly LastDay { get; init; }

    public static DayScript Read(string text, DateOnly date)
    {
        var (clients, steps) = (new Dictionary<string, DayClient>(StringComparer.Ordinal), new List<DayStep>());
        var (lines, headed) = (text.Split('\n'), false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (Heading().Match(line) is { Success: true } heading && Enum.TryParse<DayOfWeek>(heading.Groups[1].Value, out var day))
            {
                // The first heading may be the day itself.
                date = date.AddDays(headed ? 1 : 0);
                date = date.AddDays(((int)day - (int)date.DayOfWeek + 7) % 7);
                headed = true;
            }
            else if (Step().Match(line) is { Success: true } step)
            {
                var at = date.ToDateTime(TimeOnly.ParseExact(step.Groups[1].Value, "HH:mm", CultureInfo.InvariantCulture));
                var early = steps.Count > 0 && at < steps[^1].Local;
                var local = !early ? at : !headed ? at.AddDays(1) : throw new FormatException($"line {i + 1}: {at:HH:mm} is earlier than the line before; the next day needs its heading, e.g. “== Tuesday”");
                var refused = Refused().Match(step.Groups[3].Value);
                steps.Add(new DayStep(i + 1, local, step.Groups[2].Value, refused.Success ? refused.Groups[1].Value : step.Groups[3].Value, refused.Success ? refused.Groups[2].Value : null));
                date = DateOnly.FromDateTime(local);
            }
            else if (Client().Match(line) is { Success: true } client)
            {
                clients.Add(client.Groups[1].Value, new DayClient(client.Groups[1].Value, client.Groups[2].Value, client.Groups[3].Value, client.Groups[4].Value));
            }
            else
            {
                throw new FormatException($"line {i + 1}: “{line}” is neither a client (Name channel address full name), a day (== Tuesday), nor a step (HH:mm who does what)");
            }
        }

        return new DayScript(clients, steps) { LastDay = date };
    }

    [GeneratedRegex(@"^== (\w+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\d\d:\d\d)\s+(\S+)\s+(.+)$")]
    private static partial Regex Step();

    [GeneratedRegex(@"^(.+?)\s+→ refused \((\S+)\)$")]
    private static partial Regex Refused();

    [GeneratedRegex(@"^([A-Z]\w*)\s+([a-z][\w-]*)\s+(\S+)\s+(.+)$")]
    private static partial Regex Client();
}
