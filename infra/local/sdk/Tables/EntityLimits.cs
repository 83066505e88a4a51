using System.Text.RegularExpressions;

namespace Intake.Local.Sdk.Tables;

/// <summary>What the service allows in one entity. Azurite lets much of it pass, so it is checked before anything is sent.</summary>
internal static partial class EntityLimits
{
    private const int MaxEntityBytes = 1024 * 1024;
    private const int MaxProperties = 252;
    private const int MaxNameCharacters = 255;
    private const int MaxStringCharacters = 32 * 1024;
    private const int MaxBinaryBytes = 64 * 1024;

    public static void Check(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> properties)
    {
        if (properties.Count > MaxProperties)
        {
            throw TableFailure.Bad("TooManyProperties", "The entity contains more properties than allowed.");
        }

        foreach (var (name, value) in properties)
        {
            CheckName(name);
            CheckValue(name, value);
        }

        if (SizeOf(partitionKey, rowKey, properties) > MaxEntityBytes)
        {
            throw TableFailure.Bad("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
        }
    }

    /// <summary>Bytes as the service counts them: UTF-16, with its overhead per entity and property.</summary>
    public static int SizeOf(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> properties) =>
        4 + (2 * (partitionKey.Length + rowKey.Length)) + properties.Sum(property => 8 + (2 * property.Key.Length) + SizeOf(property.Value));

    private static int SizeOf(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        int => 4,
        bool => 1,
        _ => 8,
    };

    private static void CheckName(string name)
    {
        if (name.Length > MaxNameCharacters)
        {
            throw TableFailure.Bad("PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");
        }

        if (!Identifier().IsMatch(name))
        {
            throw TableFailure.Bad("PropertyNameInvalid", $"The property name '{name}' is invalid.");
        }
    }

    private static void CheckValue(string name, object value)
    {
        if (value is string { Length: > MaxStringCharacters } or byte[] { Length: > MaxBinaryBytes })
        {
            throw TableFailure.Bad("PropertyValueTooLarge", $"The value of {name} exceeds the maximum allowed size (64KB).");
        }
    }

    [GeneratedRegex(@"\A[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*\z")]
    private static partial Regex Identifier();
}
