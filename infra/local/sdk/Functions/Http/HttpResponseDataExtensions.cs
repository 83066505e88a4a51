using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Writing a response. None of these touches the status code.</summary>
public static class HttpResponseDataExtensions
{
    public static void WriteString(this HttpResponseData response, string value, Encoding? encoding = null) =>
        response.WriteBytes((encoding ?? Encoding.UTF8).GetBytes(value));

    public static Task WriteStringAsync(this HttpResponseData response, string value, Encoding? encoding = null) =>
        response.WriteStringAsync(value, CancellationToken.None, encoding);

    // CA1068: the original has the token before the encoding, and a stand-in keeps the original's signature.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1068", Justification = "The signature of the original.")]
    public static Task WriteStringAsync(this HttpResponseData response, string value, CancellationToken cancellationToken, Encoding? encoding = null) =>
        response.WriteBytesAsync((encoding ?? Encoding.UTF8).GetBytes(value), cancellationToken);

    public static ValueTask WriteAsJsonAsync<T>(this HttpResponseData response, T instance, CancellationToken cancellationToken = default) =>
        response.WriteAsJsonAsync(instance, "application/json; charset=utf-8", cancellationToken);

    /// <summary>Adds (does not replace) Content-Type, as the original does: set it once, here or by hand.</summary>
    public static async ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, string contentType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.Add("Content-Type", contentType);
        await JsonSerializer.SerializeAsync(response.Body, instance, WorkerJson.Options(response.FunctionContext), cancellationToken);
    }

    public static void WriteBytes(this HttpResponseData response, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(value);
        response.Body.Write(value, 0, value.Length);
    }

    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value) => response.WriteBytesAsync(value, CancellationToken.None);

    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(value);
        return response.Body.WriteAsync(value, 0, value.Length, cancellationToken);
    }
}
