using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>HubSpot's error bodies, as the saved examples show them.</summary>
internal static class HubSpotError
{
    public static Answer Of(int status, string category, string message, JsonObject? context = null)
    {
        var body = new JsonObject
        {
            ["status"] = "error",
            ["message"] = message,
            ["correlationId"] = Guid.NewGuid().ToString(),
            ["category"] = category,
        };
        if (context is not null)
        {
            body["context"] = context;
        }

        return Answer.Refuse(status, body, message);
    }

    public static Answer Invalid(string message, JsonObject? context = null) => Of(400, "VALIDATION_ERROR", message, context);

    public static Answer NotFound() => Of(404, "OBJECT_NOT_FOUND", "resource not found");

    /// <summary>The details are a JSON array inside the message: callers must parse text to learn what was wrong, and so must ours.</summary>
    public static Answer Properties(IEnumerable<PropertyProblem> problems) => Invalid(
        "Property values were not valid: " + problems.Select(JsonNode? (problem) => new JsonObject
        {
            ["isValid"] = false,
            ["message"] = problem.Message,
            ["error"] = problem.Error,
            ["name"] = problem.Name,
        }).ToJsonArray().ToJsonString(Wire.Readable));
}

internal sealed record PropertyProblem(string Name, string Error, string Message);
