using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused and nothing of it applied.</summary>
public class TableTransactionFailedException(RequestFailedException requestFailedException)
    : RequestFailedException(
        requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
{
    public int? FailedTransactionActionIndex { get; } = IndexIn(requestFailedException.Message);

    // The service has no other place for it: "3:The specified entity already exists."
    private static int? IndexIn(string message) =>
        int.TryParse(message.AsSpan(0, Math.Max(message.IndexOf(':', StringComparison.Ordinal), 0)), NumberStyles.None, null, out var index) ? index : null;
}
