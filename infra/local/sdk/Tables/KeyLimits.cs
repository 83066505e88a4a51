using System.Text;
using System.Text.RegularExpressions;
using Azure;

namespace Intake.Local.Sdk.Tables;

/// <summary>What the service allows in names, keys and ETags.</summary>
internal static partial class KeyLimits
{
    // 1 KiB of UTF-16. Newer documentation says 1,024 characters; what passes here passes either way, and passes Azurite.
    private const int MaxKeyCharacters = 512;

    public static void Check(string partitionKey, string rowKey)
    {
        CheckKey(partitionKey, "PartitionKey");
        CheckKey(rowKey, "RowKey");
    }

    public static void CheckTable(string name)
    {
        if (!TableName().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
        {
            throw TableFailure.Bad("InvalidResourceName", "The specified resource name contains invalid characters.");
        }
    }

    public static string CheckedETag(ETag etag) => etag.ToString() is var text && (text == "*" || QuotedTag().IsMatch(text))
        ? text
        : throw TableFailure.Bad("InvalidInput", "The etag value specified in one of the request headers is not valid.");

    private static void CheckKey(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key, name);
        if (key.Length > MaxKeyCharacters)
        {
            throw TableFailure.Bad("KeyValueTooLarge", $"The value of {name} is larger than 1 KiB.");
        }

        if (Forbidden().IsMatch(key) || HasLoneSurrogate(key))
        {
            throw TableFailure.Bad("OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.");
        }
    }

    // Half of a surrogate pair is not text: it would be stored as U+FFFD, and two keys would become one.
    private static bool HasLoneSurrogate(string key) =>
        key.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key)) != key;

    [GeneratedRegex(@"[/\\#?\u0000-\u001F\u007F-\u009F]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,62}\z")]
    private static partial Regex TableName();

    [GeneratedRegex("""\A(W/)?"[^"]*"\z""")]
    private static partial Regex QuotedTag();
}
