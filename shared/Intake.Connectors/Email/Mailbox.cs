using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Utils;

namespace Intake.Connectors.Email;

/// <summary>A person's address, lower-case, and the name they gave themselves.</summary>
internal sealed partial record Mailbox(string? Name, string Address)
{
    /// <summary>The first mailbox in a header's value; null when it holds no address.</summary>
    public static Mailbox? Parse(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        if (InternetAddressList.TryParse(written, out var list) && list.Mailboxes.FirstOrDefault(box => box.Address.Contains('@', StringComparison.Ordinal)) is { } box)
        {
            return Of(box.Name, box.Address);
        }

        // Providers decode names before they send them, and then "Müller, Hans <h@x>" is no legal header any more.
        return AnyAddress().Match(written) is { Success: true } match
            ? Of(written[..match.Index].Trim('<', '"', ' ', '\t'), match.Value)
            : null;
    }

    public static Mailbox? Of(string? name, string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : new(string.IsNullOrWhiteSpace(name) ? null : Decoded(name).Trim(), address.Trim().ToLowerInvariant());

    /// <summary>RFC 2047 words ("=?utf-8?q?...?=") in plain letters; other text as it is.</summary>
    public static string Decoded(string text) => text.Contains("=?", StringComparison.Ordinal) ? Rfc2047.DecodeText(Encoding.UTF8.GetBytes(text)) : text;

    [GeneratedRegex(@"[^\s<>""(),;:@]{1,64}@[^\s<>""(),;:@]{1,255}")]
    private static partial Regex AnyAddress();
}
