using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>Reads the service's refusal: JSON as a rule, XML where the request was not even looked at.</summary>
internal static partial class RestFailure
{
    public static RequestFailedException Of(LocalResponse response, byte[] content)
    {
        var (code, message) = Read(content);
        response.Headers.TryGetValue("x-ms-error-code", out var header);
        code ??= header;
        return new RequestFailedException(response, $"{message ?? "Service request failed."}\nStatus: {response.Status}\nErrorCode: {code}\n", code);
    }

    private static (string? Code, string? Message) Read(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var error = json.RootElement.GetProperty("odata.error");
            return (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString());
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var xml = System.Text.Encoding.UTF8.GetString(content);
            return (Nullable(XmlCode().Match(xml)), Nullable(XmlMessage().Match(xml)));
        }
    }

    private static string? Nullable(Match match) => match.Success ? match.Groups[1].Value : null;

    [GeneratedRegex("<Code>([^<]+)</Code>", RegexOptions.IgnoreCase)]
    private static partial Regex XmlCode();

    [GeneratedRegex("<Message[^>]*>([^<]+)</Message>", RegexOptions.IgnoreCase)]
    private static partial Regex XmlMessage();
}
