using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Outbound;

/// <summary>What came back over HTTP. <paramref name="NoAnswer"/> says why nothing did; a body that is not JSON is undefined.</summary>
internal sealed record Reply(int Status, JsonElement Body, Duration? RetryAfter, string? NoAnswer = null)
{
    /// <summary>The request was on its way when the line fell silent: nobody knows whether it got through.</summary>
    public bool MayHaveGotThrough { get; init; }

    public bool Fine => Status is >= 200 and < 300;

    public static Reply Silence(string why) => new(0, default, null, why);
}
