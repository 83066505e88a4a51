using System.Globalization;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>The answer to a batch: one inner response for each write, or a single refusal that says which of them failed.</summary>
internal static class BatchAnswer
{
    public static IReadOnlyList<Response> Read(byte[] body)
    {
        // The first piece is what comes before the first inner status line.
        var inner = Encoding.UTF8.GetString(body).Split("HTTP/1.1 ").Skip(1).Select(Part).ToArray();
        return inner.FirstOrDefault(part => part.Response.IsError) is { Response: not null } refused
            ? throw new TableTransactionFailedException(RestFailure.Of(refused.Response, refused.Content))
            : [.. inner.Select(part => part.Response)];
    }

    private static (LocalResponse Response, byte[] Content) Part(string part)
    {
        var lines = part.Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1).TakeWhile(line => line.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        var content = lines.SkipWhile(line => line.Length > 0).Skip(1).TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal));
        var status = int.Parse(lines[0].AsSpan(0, 3), CultureInfo.InvariantCulture);
        return (new LocalResponse(status, headers), Encoding.UTF8.GetBytes(string.Join("\r\n", content)));
    }
}
