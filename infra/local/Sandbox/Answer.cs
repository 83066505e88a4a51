using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>What a vendor answers, and how the outbox will tell it: to whom it went and, in one line, what it was.</summary>
internal sealed record Answer(int Status, JsonNode? Body, bool Accepted, string Target = "", string Summary = "")
{
    /// <summary>Replaces the operation's name in the outbox where the route alone cannot tell.</summary>
    public string? Operation { get; init; }

    public int? RetryAfter { get; init; }

    public static Answer Accept(int status, JsonNode? body, string target, string summary) => new(status, body, true, target, summary);

    public static Answer Refuse(int status, JsonNode? body, string why) => new(status, body, false, "", why);

    /// <summary>The answer to a read: never recorded, so it needs no summary.</summary>
    public static Answer Show(JsonNode? body) => new(200, body, true);

    public Answer About(string target) => Target.Length == 0 ? this with { Target = target } : this;
}
