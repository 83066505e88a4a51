using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Outbound;

/// <summary>What came back over HTTP. <paramref name="NoAnswer"/> says why nothing did, <paramref name="MayHaveArrived"/> whether the
/// request may have been heard all the same; a body that is not JSON is undefined.</summary>
internal sealed record Reply(int Status, JsonElement Body, Duration? RetryAfter, string? NoAnswer = null, bool MayHaveArrived = false)
{
    public bool Fine => Status is >= 200 and < 300;

    public static Reply Silence(string why, bool mayHaveArrived = false) => new(0, default, null, why, mayHaveArrived);
}
