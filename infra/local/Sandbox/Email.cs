using System.Net.Mail;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>Postmark's send API: every refusal is a 4xx with an ErrorCode, and only ErrorCode 0 means sent.</summary>
internal sealed class Email(SandboxOptions options, Reception reception, SandboxDatabase database) : Vendor
{
    private const int MostRecipients = 50;
    private const int LongestSubject = 2000;
    private const int LongestBody = 5 * 1024 * 1024;

    public override string Service => "email";

    public void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapPost("/sandbox/email/email", http => reception.Write(http, this, "email.send", Send));
        _ = app.MapPost("/sandbox/email/_inactive", async (HttpContext http) =>
        {
            var address = (await Request.Read(http)).Body.Text("address") ?? "";
            _ = database.Transact(session =>
            {
                session.Keep("inactive", address, []);
                return 0;
            });
        });
    }

    public override Answer? Gate(Request request) => request.Header("X-Postmark-Server-Token") switch
    {
        null or "" => No(401, 10, "No Account or Server API tokens were supplied in the HTTP headers. Please add a header for either X-Postmark-Server-Token or X-Postmark-Account-Token."),
        { } token when token != options.EmailServerToken => No(401, 10, "The Server Token you provided in the X-Postmark-Server-Token request header was invalid."),
        _ when !request.IsJson => No(422, 409, "Your HTTP request does not have the Accept and Content-Type headers set to application/json."),
        _ when request.Unreadable || request.Json is not JsonObject => No(422, 402, "Received invalid JSON input. Please check the documentation."),
        _ => null,
    };

    public override Answer Failing(int status) => No(status, status, status == 503 ? "Service Unavailable" : "Internal Server Error");

    public override Answer RateLimited(int? retryAfter) => No(429, 429, "Rate limit exceeded.") with { RetryAfter = retryAfter };

    private static Answer Send(Request request, Session session)
    {
        var body = request.Body;
        var to = body.Text("To") ?? "";
        return (Complaint(body, session) ?? Accepted(body, session)).About(to);
    }

    private static Answer? Complaint(JsonObject body, Session session)
    {
        if (body.Text("From") is not { Length: > 0 } from || !MailAddress.TryCreate(from, out _))
        {
            return No(422, 300, "Invalid 'From' address: '" + body.Text("From") + "'.");
        }

        var recipients = new List<MailAddress>();
        foreach (var name in (string[])["To", "Cc", "Bcc"])
        {
            foreach (var part in (body.Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!MailAddress.TryCreate(part, out var address) || !address.Host.Contains('.', StringComparison.Ordinal))
                {
                    return No(422, 300, $"Invalid '{name}' address: '{part}'.");
                }

                recipients.Add(address);
            }
        }

        if (string.IsNullOrWhiteSpace(body.Text("To")))
        {
            return No(422, 300, "Zero recipients specified");
        }

        if (recipients.Count > MostRecipients)
        {
            return No(422, 300, $"Recipient limit of {MostRecipients} exceeded.");
        }

        if (body.Text("Subject") is { Length: > LongestSubject })
        {
            return No(422, 300, $"The 'Subject' must be at most {LongestSubject} characters.");
        }

        if (string.IsNullOrEmpty(body.Text("TextBody")) && string.IsNullOrEmpty(body.Text("HtmlBody")))
        {
            return No(422, 300, "Provide either email TextBody or HtmlBody or both.");
        }

        if (body.Text("TextBody") is { Length: > LongestBody } || body.Text("HtmlBody") is { Length: > LongestBody })
        {
            return No(422, 300, "The body must be at most 5 MB.");
        }

        if ((body.Array("Headers") ?? []).Any(header => header.Text("Name") is null or "" || header.Text("Value") is not { } value || value.AsSpan().ContainsAny('\r', '\n')))
        {
            return No(422, 300, "Each of 'Headers' must have a Name and a Value without line breaks.");
        }

        if ((body.Array("Attachments") ?? []).Any(attachment => attachment.Text("Name") is null || attachment.Text("Content") is null || attachment.Text("ContentType") is null))
        {
            return No(422, 300, "Each of 'Attachments' must have a Name, Content and ContentType.");
        }

        if (body["MessageStream"] is not null && body.Text("MessageStream") is not ("outbound" or "broadcast"))
        {
            return No(422, 1235, "The 'MessageStream' provided does not exist on this server.");
        }

        return recipients.Find(recipient => session.Document("inactive", recipient.Address) is not null) is { } inactive
            ? No(422, 406, $"You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: {inactive.Address}.")
            : null;
    }

    private static Answer Accepted(JsonObject body, Session session) => Answer.Accept(
        200,
        new JsonObject
        {
            ["To"] = body.Text("To"),
            ["SubmittedAt"] = session.Now.UtcDateTime.ToString("o"),
            ["MessageID"] = Guid.NewGuid().ToString(),
            ["ErrorCode"] = 0,
            ["Message"] = "OK",
        },
        body.Text("To")!,
        body.Text("Subject") is { Length: > 0 } subject ? subject : body.Text("TextBody") ?? "");

    private static Answer No(int status, int code, string message) =>
        Answer.Refuse(status, new JsonObject { ["ErrorCode"] = code, ["Message"] = message }, message);
}
