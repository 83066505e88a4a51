namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie received or to be set.</summary>
public interface IHttpCookie
{
    string? Domain { get; }

    DateTimeOffset? Expires { get; }

    bool? HttpOnly { get; }

    double? MaxAge { get; }

    string Name { get; }

    string? Path { get; }

    SameSite SameSite { get; }

    bool? Secure { get; }

    string Value { get; }
}

/// <summary>Whether a cookie travels with requests that other sites cause.</summary>
public enum SameSite
{
    None,
    Lax,
    Strict,
    ExplicitNone,
}

/// <summary>A cookie to be set.</summary>
public class HttpCookie(string name, string value) : IHttpCookie
{
    public string? Domain { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public bool? HttpOnly { get; set; }

    public double? MaxAge { get; set; }

    public string Name { get; } = name;

    public string? Path { get; set; }

    public SameSite SameSite { get; set; }

    public bool? Secure { get; set; }

    public string Value { get; } = value;
}

/// <summary>The cookies a response sets.</summary>
public abstract class HttpCookies
{
    public abstract void Append(string name, string value);

    public abstract void Append(IHttpCookie cookie);

    public abstract IHttpCookie CreateNew();
}
