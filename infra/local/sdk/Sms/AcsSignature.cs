using System.Security.Cryptography;
using System.Text;

namespace Intake.Local.Sdk.Sms;

/// <summary>Azure Communication Services' signature over verb, path, date, host and body.</summary>
public static class AcsSignature
{
    public static string ContentHash(ReadOnlySpan<byte> body) => Convert.ToBase64String(SHA256.HashData(body));

    public static string Authorization(string accessKey, string verb, string pathAndQuery, string date, string host, string contentHash)
    {
        var toSign = Encoding.UTF8.GetBytes($"{verb}\n{pathAndQuery}\n{date};{host};{contentHash}");
        var signature = HMACSHA256.HashData(Convert.FromBase64String(accessKey), toSign);
        return $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Convert.ToBase64String(signature)}";
    }
}
