using System.Text.Json;
using Microsoft.DurableTask;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>Inputs, results and events as JSON. Everything is written and read again, even within one process, as it is in Azure.</summary>
internal sealed class Payloads(JsonSerializerOptions options)
{
    public JsonSerializerOptions Options => options;

    /// <summary>Written as what it is, not as what it was declared to be; null stays null.</summary>
    public string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options);

    public object? Read(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type, options);

    public T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, options);

    /// <summary>As the original: an event without payload cannot become a value, and an unreadable one is not forgiven.</summary>
    public T ReadEvent<T>(string? json) => json is null && default(T) is not null
        ? throw new InvalidOperationException($"An event without payload cannot be read as {typeof(T)}.")
        : Read<T>(json)!;

    public static string WriteFailure(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails ReadFailure(string json) => JsonSerializer.Deserialize<TaskFailureDetails>(json)!;
}
