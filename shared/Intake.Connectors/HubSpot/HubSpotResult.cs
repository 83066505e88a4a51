using System.Diagnostics.CodeAnalysis;

namespace Intake.Connectors.HubSpot;

/// <summary>What HubSpot said: a value or an error.</summary>
internal sealed record HubSpotResult<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly HubSpotError? _error;

    private HubSpotResult(T? value, HubSpotError? error) => (_value, _error) = (value, error);

    public static implicit operator HubSpotResult<T>(T value) => new(value, null);

    public static implicit operator HubSpotResult<T>(HubSpotError error) => new(default, error);

    public bool Failed([NotNullWhen(true)] out HubSpotError? error, [NotNullWhen(false)] out T? value)
    {
        (error, value) = (_error, _value);
        return _error is not null;
    }
}
