using System.Text;
using System.Text.Json;
using Intake.Connectors.Email;

namespace Intake.Connectors.Tests.Email;

/// <summary>Mails as Postmark and SendGrid deliver them.</summary>
internal static class EmailFixtures
{
    public static readonly EmailWebhookSettings Settings = new("mail-secret");

    public static Heard Post(byte[] body, string contentType) => EmailWebhook.Hear(
        Door.Request("POST", "https://intake.example.com/?code=mail-secret", body, ("Content-Type", contentType)), Settings, Door.Now);

    public static Inbound.FromClient Postmark(object mail) => Door.Only<Inbound.FromClient>(Post(JsonSerializer.SerializeToUtf8Bytes(mail), "application/json; charset=utf-8"));

    /// <summary>A plain mail with these headers, by Postmark.</summary>
    public static Inbound.FromClient WithHeaders(params (string Name, string Value)[] headers) => Postmark(new
    {
        From = "Ana <ana@example.com>",
        Subject = "Trip",
        TextBody = "hello",
        Headers = headers.Select(header => new { header.Name, header.Value }),
    });

    public static byte[] Form(params (string Name, byte[] Value)[] fields)
    {
        var body = new List<byte>();
        foreach (var (name, value) in fields)
        {
            body.AddRange(Encoding.ASCII.GetBytes($"--xYzZY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
            body.AddRange(value);
            body.AddRange("\r\n"u8);
        }

        body.AddRange("--xYzZY--\r\n"u8);
        return [.. body];
    }

    public static Heard SendGrid(params (string Name, byte[] Value)[] fields) => Post(Form(fields), "multipart/form-data; boundary=xYzZY");

    public static Inbound.FromClient Raw(string mime) => Door.Only<Inbound.FromClient>(SendGrid(("email", Encoding.Latin1.GetBytes(mime.ReplaceLineEndings("\r\n")))));
}
