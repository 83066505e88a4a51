namespace Intake.Connectors;

/// <summary>
/// A request as it arrived, without any HTTP server's types. <paramref name="Body"/> is the raw bytes (signatures are over these);
/// <paramref name="Query"/> is decoded; header names are looked up without regard to case.
/// </summary>
public sealed record WebhookRequest(
    string Method,
    Uri Url,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Query,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The header's value; null when it is missing or blank. Several values of one name arrive joined by a comma.</summary>
    public string? Header(string name) => Find(Headers, name);

    /// <summary>The decoded query value; null when it is missing or blank.</summary>
    public string? Parameter(string name) => Find(Query, name);

    // The dictionaries come from outside and may have been built case-sensitive: HTTP/2 sends lower case.
    private static string? Find(IReadOnlyDictionary<string, string> values, string name)
    {
        var value = values.TryGetValue(name, out var exact)
            ? exact
            : values.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    internal bool Is(string method) => string.Equals(Method, method, StringComparison.OrdinalIgnoreCase);
}
