using System.Data.Common;
using Intake.Local.Sdk.Tables.Embedded;
using Intake.Local.Sdk.Tables.Rest;

namespace Intake.Local.Sdk.Tables;

/// <summary>Reads a connection string and opens the end it names.</summary>
internal static class TableConnection
{
    private const string EmulatorAccount = "devstoreaccount1";

    // Published with the emulator: a secret for nobody.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ITableEnd Open(string connectionString, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = Parts(connectionString);
        if (parts.TryGetValue("Sqlite", out var path))
        {
            return new SqliteTables(path, clock);
        }

        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return new RestTables(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}/"), new SharedKeyLite(EmulatorAccount, EmulatorKey));
        }

        var account = Required(parts, "AccountName");
        return new RestTables(Endpoint(parts, account), new SharedKeyLite(account, Required(parts, "AccountKey")));
    }

    private static Uri Endpoint(Dictionary<string, string> parts, string account)
    {
        var scheme = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        var endpoint = parts.GetValueOrDefault("TableEndpoint", $"{scheme}://{account}.table.{suffix}");
        return new Uri(endpoint.TrimEnd('/') + "/");
    }

    private static string Required(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) ? value : throw new InvalidOperationException($"The connection string has no {name}.");

    private static Dictionary<string, string> Parts(string connectionString)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return builder.Keys!.Cast<string>().ToDictionary(key => key, key => (string)builder[key], StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            throw new InvalidOperationException("The connection string is not a list of name=value pairs.");
        }
    }
}
