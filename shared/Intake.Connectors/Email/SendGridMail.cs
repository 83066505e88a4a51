using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MimeKit;

namespace Intake.Connectors.Email;

/// <summary>SendGrid's Inbound Parse: a form whose fields are each in a charset of their own, or whose field "email" is the whole mail.</summary>
internal static class SendGridMail
{
    static SendGridMail() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The mail in the form; null when the body is no form with that boundary.</summary>
    public static InboundMail? Read(string contentType, ReadOnlyMemory<byte> body)
    {
        if (Form(contentType, body) is not { } form)
        {
            return null;
        }

        var parts = form.OfType<MimePart>().Where(part => NameOf(part).Length > 0).ToLookup(NameOf);
        var charsets = Reading.Json(Decoded(parts["charsets"].FirstOrDefault(), null)) ?? default;
        string? Field(string name) => Decoded(parts[name].FirstOrDefault(), charsets.Text(name));

        var envelope = Reading.Json(Field("envelope")) ?? default;
        var envelopeFrom = envelope.Get("from") is { ValueKind: JsonValueKind.String } sender ? sender.GetString() : null;
        ImmutableArray<string> to = [.. envelope.Items("to").Where(address => address.ValueKind == JsonValueKind.String).Select(address => address.GetString()!)];
        if (parts["email"].FirstOrDefault() is { } raw)
        {
            return Raw(Bytes(raw), envelopeFrom) is { } read ? read with { To = to } : null;
        }

        var headers = Headers(Field("headers"));
        return new InboundMail(
            headers,
            Mailbox.Parse(Field("from")) ?? Mailbox.Parse(Named(headers, "From")),
            Mailbox.Parse(Named(headers, "Reply-To")),
            (Field("subject") ?? Named(headers, "Subject")) is { Length: > 0 } subject ? Mailbox.Decoded(subject) : null,
            Field("text"),
            Field("html"),
            Attachments(Reading.Json(Field("attachment-info")) ?? default, form),
            envelopeFrom)
        {
            To = to,
        };
    }

    private static InboundMail? Raw(byte[] mime, string? envelopeFrom)
    {
        try
        {
            using var message = MimeMessage.Load(new MemoryStream(mime));
            return new InboundMail(
                [.. message.Headers.Select(header => new MailHeader(header.Field, header.Value))],
                Box(message.From) ?? Box(message.Sender is { } sender ? [sender] : []),
                Box(message.ReplyTo),
                string.IsNullOrWhiteSpace(message.Subject) ? null : message.Subject,
                message.TextBody,
                message.HtmlBody,
                [.. message.Attachments.Select(part => part.ContentDisposition?.FileName ?? part.ContentType.Name ?? "unnamed")],
                envelopeFrom);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Mailbox? Box(InternetAddressList list) => list.Mailboxes.Select(box => Mailbox.Of(box.Name, box.Address)).FirstOrDefault(box => box is not null);

    private static Multipart? Form(string contentType, ReadOnlyMemory<byte> body)
    {
        try
        {
            return ContentType.TryParse(contentType, out var type) && !string.IsNullOrEmpty(type.Boundary)
                ? MimeEntity.Load(type, new MemoryStream(body.ToArray())) as Multipart
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ImmutableArray<MailHeader> Headers(string? block)
    {
        if (string.IsNullOrWhiteSpace(block))
        {
            return [];
        }

        try
        {
            var list = HeaderList.Load(new MemoryStream(Encoding.UTF8.GetBytes(block.Trim() + "\r\n\r\n")));
            return [.. list.Select(header => new MailHeader(header.Field, header.Value))];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static string? Named(ImmutableArray<MailHeader> headers, string name) =>
        headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static ImmutableArray<string> Attachments(JsonElement info, Multipart form)
    {
        var told = info.ValueKind == JsonValueKind.Object ? info.EnumerateObject().Select(file => file.Value.Text("filename") ?? file.Value.Text("name")) : [];
        var files = form.Where(part => NameOf(part).StartsWith("attachment", StringComparison.Ordinal)).Select(part => part.ContentDisposition?.FileName);
        return [.. told.Concat(files).OfType<string>().Where(name => name.Length > 0).Distinct()];
    }

    private static string NameOf(MimeEntity part) => part.ContentDisposition?.Parameters["name"] ?? "";

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static string? Decoded(MimePart? part, string? charset) => part is null ? null : EncodingOf(charset).GetString(Bytes(part)).Trim('\0');

    // An unknown charset is read as UTF-8: odd letters are better than no mail.
    private static Encoding EncodingOf(string? charset)
    {
        try
        {
            return charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset.Trim());
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}
