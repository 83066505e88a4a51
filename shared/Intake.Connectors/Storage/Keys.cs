using System.Security.Cryptography;
using System.Text;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Storage;

/// <summary>Row and partition keys. Whatever comes from outside is hashed: ids hold characters that a table key may not.</summary>
public static class Keys
{
    internal const string Base32 = TicketId.Alphabet;

    public const string State = "state";
    public const string EventPrefix = "e:";
    public const string EffectPrefix = "x:";
    public const string DeliveryPrefix = "d:";

    public static string Event(long sequence) => $"{EventPrefix}{sequence:D10}";

    public static string Effect(string id) => EffectPrefix + id;

    public static string Delivery(string id) => DeliveryPrefix + Hash(id);

    /// <summary>base64url(SHA-256): 43 characters, all legal in a key.</summary>
    public static string Hash(string text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>A ticket's id from the delivery that opened it: the same on a redelivery, so a crash between heals.</summary>
    public static TicketId TicketFor(string delivery) => TicketId.For(delivery);

    /// <summary>The filter for one partition's rows that begin with a prefix.</summary>
    public static string Rows(string partition, string prefix) => Rows(partition, prefix, prefix);

    /// <summary>The filter for one partition's rows from the first that begins with one prefix to the last that begins with another.</summary>
    public static string Rows(string partition, string first, string last) =>
        $"PartitionKey eq '{partition}' and RowKey ge '{first}' and RowKey lt '{last[..^1]}{(char)(last[^1] + 1)}'";

    public static Instant Now(this TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());
}
