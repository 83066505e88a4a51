using System.Net;
using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reading a request. Like the original, nothing here rewinds the body.</summary>
public static class HttpRequestDataExtensions
{
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = Reader(request, encoding);
        return reader.ReadToEnd();
    }

    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = Reader(request, encoding);
        return await reader.ReadToEndAsync();
    }

    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonSerializer.DeserializeAsync<T>(request.Body, WorkerJson.Options(request.FunctionContext), cancellationToken);
    }

    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    private static StreamReader Reader(HttpRequestData request, Encoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new StreamReader(request.Body, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1024, leaveOpen: true);
    }
}
