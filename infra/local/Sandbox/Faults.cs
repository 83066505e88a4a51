using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;

namespace Intake.Local.Sandbox;

internal enum FaultMode
{
    Fail,
    Delay,
    RateLimit,
    DropResponse,
}

/// <summary>One instruction to misbehave.</summary>
internal sealed record Fault(FaultMode Mode, int Status, int? RetryAfter, TimeSpan Delay);

/// <summary>
/// The standing instructions to misbehave. They live in the database, so a process killed during an outage comes back into the same outage,
/// and a count is used up at most once.
/// </summary>
internal sealed class Faults(SandboxDatabase database)
{
    /// <summary>A real wait, so it must not be able to hang a test run.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private static readonly string[] Services = ["hubspot", "slack", "whatsapp", "sms", "email", "accounts"];

    /// <summary>The first rule for this request, its count reduced; the oldest rule wins.</summary>
    public Fault? Take(string service, string operation) => database.Transact(session =>
    {
        foreach (var (id, rule) in session.List("SELECT id, rule FROM fault ORDER BY id", row => (row.GetInt64(0), JsonNode.Parse(row.GetString(1))!.AsObject())))
        {
            if (rule.Text("service") != service
                || (rule.Text("match") is { } match && !operation.Contains(match, StringComparison.OrdinalIgnoreCase))
                || (Wire.TryTime(rule.Text("until"), out var until) && session.Now >= until))
            {
                continue;
            }

            if (rule.Int("count") is { } count)
            {
                if (count <= 1)
                {
                    _ = session.Run("DELETE FROM fault WHERE id = $0", id);
                }
                else
                {
                    rule["count"] = count - 1;
                    _ = session.Run("UPDATE fault SET rule = $1 WHERE id = $0", id, rule.ToJsonString());
                }
            }

            return Read(rule);
        }

        return null;
    });

    /// <summary>Adds a rule, or says why it is not one.</summary>
    public string? Add(JsonObject rule)
    {
        if (!Services.Contains(rule.Text("service")))
        {
            return $"service must be one of {string.Join(", ", Services)}.";
        }

        if (Mode(rule.Text("mode")) is null)
        {
            return "mode must be fail, delay, rate-limit or drop-response.";
        }

        if (rule.Text("until") is { } until && !Wire.TryTime(until, out _))
        {
            return "until must be an ISO time.";
        }

        if (rule["count"] is not null && rule.Int("count") is null or <= 0)
        {
            return "count must be a positive number.";
        }

        if (rule["delay"] is not null && Duration(rule.Text("delay")) is null)
        {
            return "delay must be an ISO duration such as PT5S.";
        }

        _ = database.Transact(session => session.Run("INSERT INTO fault (rule) VALUES ($0)", rule.ToJsonString()));
        return null;
    }

    public JsonArray All() => database.Transact(session => session
        .List("SELECT id, rule FROM fault ORDER BY id", row => Numbered(row.GetInt64(0), row.GetString(1)))
        .ToJsonArray());

    public void Clear() => database.Transact(session => session.Run("DELETE FROM fault"));

    private static Fault Read(JsonObject rule)
    {
        var delay = Duration(rule.Text("delay")) ?? TimeSpan.FromSeconds(5);
        return new Fault(
            Mode(rule.Text("mode"))!.Value, rule.Int("status") ?? 503, rule.Int("retryAfter"), delay < LongestDelay ? delay : LongestDelay);
    }

    private static FaultMode? Mode(string? mode) => mode switch
    {
        "fail" => FaultMode.Fail,
        "delay" => FaultMode.Delay,
        "rate-limit" => FaultMode.RateLimit,
        "drop-response" => FaultMode.DropResponse,
        _ => null,
    };

    private static TimeSpan? Duration(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonObject Numbered(long id, string rule)
    {
        var parsed = JsonNode.Parse(rule)!.AsObject();
        parsed["id"] = id.ToString(CultureInfo.InvariantCulture);
        return parsed;
    }
}
