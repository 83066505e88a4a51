using System.Collections.Immutable;

namespace Intake.Connectors;

/// <summary>What a webhook made of one request at the door. Pure: the head turns it into an HTTP answer once the items are committed.</summary>
public abstract record Heard
{
    private Heard() { }

    /// <summary>
    /// The request is its provider's own: commit <paramref name="Items"/> (in the order sent, perhaps none), then answer 200 with
    /// <paramref name="ReplyBody"/> (null: an empty body) and <paramref name="ReplyHeaders"/>.
    /// </summary>
    public sealed record Accepted(
        ImmutableArray<Inbound> Items,
        string? ReplyBody = null,
        string? ReplyContentType = null,
        ImmutableDictionary<string, string>? ReplyHeaders = null) : Heard;

    /// <summary>Turned away with an HTTP status; <paramref name="Why"/> and <paramref name="Remedy"/> are for the operator and hold no secret and no client text.</summary>
    public sealed record Refused(int Status, string Why, string Remedy) : Heard;
}
