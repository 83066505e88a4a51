using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd.Day;

/// <summary>A client of the day: the name used in the script, the channel, the address there, the full name.</summary>
public sealed record DayClient(string Name, string Channel, string Address, string FullName);

/// <summary>One thing that happens: who does what, at which local time; <paramref name="Line"/> is where it stands.</summary>
public sealed record DayStep(int Line, DateTime Local, string Who, string What);

/// <summary>
/// A day as a support lead would write it down: first the clients, then one line for each thing that clients and agents do, in local time.
/// A time earlier than the one before is the next day's.
/// </summary>
public sealed partial record DayScript(IReadOnlyDictionary<string, DayClient> Clients, IReadOnlyList<DayStep> Steps)
{
    public static DayScript Read(string text, DateOnly date)
    {
        var (clients, steps) = (new Dictionary<string, DayClient>(StringComparer.Ordinal), new List<DayStep>());
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (Step().Match(line) is { Success: true } step)
            {
                var at = date.ToDateTime(TimeOnly.ParseExact(step.Groups[1].Value, "HH:mm", CultureInfo.InvariantCulture));
                var local = steps.Count > 0 && at < steps[^1].Local ? at.AddDays(1) : at;
                steps.Add(new DayStep(i + 1, local, step.Groups[2].Value, step.Groups[3].Value));
                date = DateOnly.FromDateTime(local);
            }
            else if (Client().Match(line) is { Success: true } client)
            {
                clients.Add(client.Groups[1].Value, new DayClient(client.Groups[1].Value, client.Groups[2].Value, client.Groups[3].Value, client.Groups[4].Value));
            }
            else
            {
                throw new FormatException($"line {i + 1}: “{line}” is neither a client (Name channel address full name) nor a step (HH:mm who does what)");
            }
        }

        return new DayScript(clients, steps);
    }

    [GeneratedRegex(@"^(\d\d:\d\d)\s+(\S+)\s+(.+)$")]
    private static partial Regex Step();

    [GeneratedRegex(@"^(\S+)\s+(phone|email|whatsapp|lux)\s+(\S+)\s+(.+)$")]
    private static partial Regex Client();
}
