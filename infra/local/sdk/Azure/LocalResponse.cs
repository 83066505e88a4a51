using System.Diagnostics.CodeAnalysis;
using System.Net;
using Azure;

namespace Intake.Local.Sdk;

/// <summary>A response whose status and headers are known, wherever they came from.</summary>
internal sealed class LocalResponse(int status, IReadOnlyDictionary<string, string>? headers = null, byte[]? content = null) : Response
{
    private static readonly Dictionary<string, string> None = [];

    private readonly IReadOnlyDictionary<string, string> _headers = headers ?? None;

    public byte[] Body { get; } = content ?? [];

    public override int Status => status;

    public override string ReasonPhrase => ((HttpStatusCode)status).ToString();

    public override Stream? ContentStream { get; set; } = content is null ? null : new MemoryStream(content, writable: false);

    public override string ClientRequestId { get; set; } = "";

    public static LocalResponse Written(int status, ETag etag) =>
        new(status, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["ETag"] = etag.ToString() });

    /// <summary>Reads a response whole, so that the connection goes back to the pool.</summary>
    public static async Task<LocalResponse> Read(HttpResponseMessage message, CancellationToken cancel)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated))
        {
            headers[name] = values.ToString();
        }

        return new LocalResponse((int)message.StatusCode, headers, await message.Content.ReadAsByteArrayAsync(cancel));
    }

    public override void Dispose()
    {
    }

    protected internal override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected internal override bool ContainsHeader(string name) => _headers.ContainsKey(name);
}
