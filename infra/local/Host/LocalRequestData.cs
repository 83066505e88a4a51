using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Intake.Local.Host;

/// <summary>A request from Kestrel as a function sees it: body bytes exactly as received, address exactly as asked for.</summary>
public sealed class LocalRequestData : HttpRequestData
{
    public LocalRequestData(FunctionContext context, HttpRequest request, byte[] body)
        : base(context)
    {
        Body = new MemoryStream(body, writable: false);
        Method = request.Method;
        Url = Address(request);
        Headers = new HttpHeadersCollection(
            request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? ""))));
        Cookies = [.. request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];
    }

    public override Stream Body { get; }

    public override HttpHeadersCollection Headers { get; }

    public override IReadOnlyCollection<IHttpCookie> Cookies { get; }

    public override Uri Url { get; }

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method { get; }

    public override HttpResponseData CreateResponse() => new LocalResponseData(FunctionContext);

    /// <summary>From the raw request line: a signature over the address must see the caller's own escapes.</summary>
    private static Uri Address(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return raw is ['/', ..] ? new Uri($"{request.Scheme}://{request.Host}{raw}") : new Uri(request.GetEncodedUrl());
    }
}

/// <summary>A function's answer, on its way to Kestrel.</summary>
public sealed class LocalResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly LocalCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task SendAsync(HttpResponse response, CancellationToken cancel)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers.NonValidated)
        {
            response.Headers.Append(name, values.ToArray());
        }

        foreach (var cookie in _cookies.Appended)
        {
            response.Headers.Append("Set-Cookie", LocalCookies.Line(cookie));
        }

        // The length is the body's, whatever the function said; statuses without a body have none.
        response.Headers.ContentLength = null;
        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        Body.Position = 0;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await Body.CopyToAsync(response.Body, cancel);
        }
    }

    private sealed class LocalCookies : HttpCookies
    {
        public List<IHttpCookie> Appended { get; } = [];

        public static string Line(IHttpCookie cookie)
        {
            var options = new CookieOptions { Domain = cookie.Domain, Expires = cookie.Expires, Path = cookie.Path, HttpOnly = cookie.HttpOnly ?? false };
            options.Secure = cookie.Secure ?? false;
            options.MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            options.SameSite = cookie.SameSite switch
            {
                SameSite.Lax => SameSiteMode.Lax,
                SameSite.Strict => SameSiteMode.Strict,
                SameSite.ExplicitNone => SameSiteMode.None,
                SameSite.None => SameSiteMode.Unspecified,
            };
            return options.CreateCookieHeader(cookie.Name, Uri.EscapeDataString(cookie.Value)).ToString();
        }

        public override void Append(string name, string value) => Append(new HttpCookie(name, value));

        public override void Append(IHttpCookie cookie) => Appended.Add(cookie);

        public override IHttpCookie CreateNew() => new HttpCookie("", "");
    }
}
