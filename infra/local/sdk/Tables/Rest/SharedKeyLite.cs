using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>The service's shorter signature: date and path, nothing of the query but comp.</summary>
internal sealed class SharedKeyLite(string account, string key)
{
    private readonly byte[] _key = Convert.FromBase64String(key);

    public void Sign(HttpRequestMessage request, DateTimeOffset now)
    {
        var date = now.ToString("R");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", Parameter(date, request.RequestUri!));
    }

    public string Parameter(string date, Uri uri)
    {
        var signature = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{date}\n/{account}{uri.AbsolutePath}"));
        return $"{account}:{Convert.ToBase64String(signature)}";
    }
}
