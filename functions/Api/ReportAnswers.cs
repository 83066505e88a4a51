using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;
using NodaTime.Text;

namespace Intake.Functions.Api;

/// <summary>How reports are asked for and given: by local date, as JSON, Markdown or a page.</summary>
internal static class ReportAnswers
{
    public static ParseResult<LocalDate> Date(string? written) => LocalDatePattern.Iso.Parse(written ?? "2000-01-01");

    public static Task<HttpResponseData> NoDate(this HttpRequestData request, string written, CancellationToken cancel) =>
        request.Problem(400, $"“{written}” is not a date.", "Write it as 2026-03-02.", cancel);

    public static async Task<HttpResponseData> Report<T>(this HttpRequestData request, T report, Func<string> markdown, Func<string> html, CancellationToken cancel) => Format(request) switch
    {
        "html" => await request.Text("text/html", html(), cancel),
        "markdown" => await request.Text("text/markdown", markdown(), cancel),
        "json" => await request.Ok(report, cancel),
        var other => await request.Problem(400, $"“{other}” is not a format.", "Ask for ?format=json, markdown or html.", cancel),
    };

    public static async Task<HttpResponseData> Text(this HttpRequestData request, string type, string text, CancellationToken cancel)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", $"{type}; charset=utf-8");
        await response.WriteBytesAsync(Encoding.UTF8.GetBytes(text), cancel);
        return response;
    }

    private static string Format(HttpRequestData request)
    {
        var accepted = request.Headers.TryGetValues("Accept", out var values) ? string.Join(",", values) : "";
        return request.Query["format"] switch
        {
            "html" => "html",
            "md" or "markdown" => "markdown",
            null when accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase) => "html",
            null when accepted.Contains("text/markdown", StringComparison.OrdinalIgnoreCase) => "markdown",
            null or "json" => "json",
            var other => other,
        };
    }
}
