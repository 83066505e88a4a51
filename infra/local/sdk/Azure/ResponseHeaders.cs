using System.Diagnostics.CodeAnalysis;

namespace Azure.Core;

/// <summary>The headers of a response, looked up by name.</summary>
public readonly struct ResponseHeaders
{
    private readonly Response _response;

    internal ResponseHeaders(Response response) => _response = response;

    public ETag? ETag => TryGetValue("ETag", out var value) ? new ETag(value) : null;

    public bool TryGetValue(string name, [NotNullWhen(true)] out string? value) => _response.TryGetHeader(name, out value);

    public bool Contains(string name) => _response.ContainsHeader(name);
}
