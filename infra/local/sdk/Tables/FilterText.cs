using System.Globalization;

namespace Intake.Local.Sdk.Tables;

/// <summary>Writes values into a filter, quoted and escaped.</summary>
internal static class FilterText
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = filter.GetArguments().Select(Literal).ToArray<object>();
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    public static string Literal(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{value}L"),
        sbyte or byte or short or ushort or int or uint or decimal or float or double => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        Guid id => $"guid'{id}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        DateTimeOffset moment => Moment(moment.UtcDateTime),
        DateTime moment => Moment(moment.ToUniversalTime()),
        string or char or System.Text.StringBuilder => $"'{$"{value}".Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"Unable to convert a {value.GetType()} to an OData literal."),
    };

    private static string Moment(DateTime utc) => $"datetime'{utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture)}'";
}
