using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>Everything Intake has asked of the outside world, in the order it arrived, and what it was answered.</summary>
internal sealed class Outbox(SandboxDatabase database)
{
    public static void Record(Session session, string service, string operation, Request request, Answer answer)
    {
        var entry = new JsonObject
        {
            ["at"] = Wire.Iso(session.Now),
            ["service"] = service,
            ["operation"] = answer.Operation ?? operation,
            ["target"] = answer.Target,
            ["summary"] = Wire.Short(answer.Summary),
            ["accepted"] = answer.Accepted,
            ["status"] = answer.Status,
            ["request"] = request.Json?.DeepClone() ?? new JsonObject(),
            ["response"] = answer.Body?.DeepClone() ?? new JsonObject(),
        };
        _ = session.Run("INSERT INTO outbox (service, accepted, entry) VALUES ($0, $1, $2)", service, answer.Accepted ? 1 : 0, entry.ToJsonString(Wire.Readable));
    }

    public JsonArray Read(string? service, long since, bool? accepted) => database.Transact(session => session
        .List(
            "SELECT n, entry FROM outbox WHERE n > $0 AND ($1 IS NULL OR service = $1) AND ($2 IS NULL OR accepted = $2) ORDER BY n",
            row => Numbered(row.GetInt64(0), row.GetString(1)),
            since,
            service,
            accepted is { } asked ? asked ? 1L : 0L : null)
        .ToJsonArray());

    public JsonObject? Find(long n) => database.Transact(session =>
        session.Text("SELECT entry FROM outbox WHERE n = $0", n) is { } entry ? Numbered(n, entry) : null);

    public void Clear() => database.Transact(session => session.Run("DELETE FROM outbox"));

    private static JsonObject Numbered(long n, string entry)
    {
        var parsed = JsonNode.Parse(entry)!.AsObject();
        parsed.Insert(0, "n", n);
        return parsed;
    }
}
