using System.Diagnostics.CodeAnalysis;

namespace Azure;

/// <summary>An opaque version of an entity. Compared letter by letter: the service promises nothing else.</summary>
public readonly struct ETag : IEquatable<ETag>
{
    public static readonly ETag All = new("*");

    private readonly string? _value;

    public ETag(string? etag) => _value = etag;

    public static bool operator ==(ETag left, ETag right) => left.Equals(right);

    public static bool operator !=(ETag left, ETag right) => !left.Equals(right);

    public bool Equals(ETag other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public bool Equals(string? other) => string.Equals(_value, other, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => (obj is ETag tag && Equals(tag)) || (obj is string text && Equals(text));

    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    public override string ToString() => _value ?? "";
}
