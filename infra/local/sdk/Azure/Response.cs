using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure;

/// <summary>What came back over the wire, or what would have.</summary>
public abstract class Response : IDisposable
{
    public abstract int Status { get; }

    public abstract string ReasonPhrase { get; }

    public abstract Stream? ContentStream { get; set; }

    public abstract string ClientRequestId { get; set; }

    public virtual ResponseHeaders Headers => new(this);

    public virtual bool IsError => Status >= 400;

    public static Response<T> FromValue<T>(T value, Response response) => new ValueResponse<T>(value, response);

    public abstract void Dispose();

    public override string ToString() => $"Status: {Status}, ReasonPhrase: {ReasonPhrase}";

    protected internal abstract bool TryGetHeader(string name, [NotNullWhen(true)] out string? value);

    protected internal abstract bool ContainsHeader(string name);

    private sealed class ValueResponse<T>(T value, Response response) : Response<T>
    {
        public override T Value => value;

        public override Response GetRawResponse() => response;
    }
}

/// <summary>A value with the response it came in.</summary>
public abstract class Response<T> : NullableResponse<T>
{
    public override bool HasValue => true;

    public override T Value => throw new InvalidOperationException("A response with a value must override Value.");

    public static implicit operator T(Response<T> response) => response.Value;
}

/// <summary>A response that may have no value: the entity was not there.</summary>
public abstract class NullableResponse<T>
{
    public abstract bool HasValue { get; }

    public abstract T? Value { get; }

    public abstract Response GetRawResponse();

    public override string ToString() =>
        HasValue ? $"Status: {GetRawResponse().Status}, Value: {Value}" : $"Status: {GetRawResponse().Status}, Service returned no content";
}
