using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intake.Local.Sandbox;

/// <summary>Azure Communication Services' SMS endpoint: an HMAC over every request, an answer per recipient.</summary>
internal sealed partial class Sms(SandboxOptions options, Reception reception, ReceiptDelivery receipts) : Vendor
{
    private const int LongestMessage = 2048;
    private const int MostRecipients = 100;

    private static readonly string[] Versions = ["2021-03-07", "2022-07-07", "2024-01-02", "2024-02-05", "2025-09-17", "2026-01-23"];

    public override string Service => "sms";

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/sandbox/acs/sms", async http =>
    {
        await reception.Write(http, this, "sms.send", Send);
        receipts.Look();
    });

    /// <summary>
    /// Freshness of x-ms-date is not judged: callers stamp it with machine time or with the host's clock, and either may be days from the other.
    /// </summary>
    public override Answer? Gate(Request request)
    {
        var (date, hash, authorization) = (request.Header("x-ms-date"), request.Header("x-ms-content-sha256"), request.Header("Authorization"));
        if (date is null || hash is null || authorization is null)
        {
            return Denied("Request is missing authentication headers: x-ms-date, x-ms-content-sha256 and Authorization are required.");
        }

        if (!DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            return Denied("x-ms-date must be an RFC 1123 date.");
        }

        if (hash != Convert.ToBase64String(SHA256.HashData(request.Raw)))
        {
            return Denied("x-ms-content-sha256 does not match the content.");
        }

        var signed = $"{request.Method}\n{request.PathAndQuery}\n{date};{request.Header("Host")};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(options.SmsAccessKey), Encoding.UTF8.GetBytes(signed)));
        var expected = $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(authorization))
            ? null
            : Denied("The HMAC signature does not match.");
    }

    public override Answer Failing(int status) => Error(status, "InternalError", "The service could not handle the request.");

    public override Answer RateLimited(int? retryAfter) => Error(429, "TooManyRequests", "Rate limit exceeded.") with { RetryAfter = retryAfter };

    private Answer Send(Request request, Session session)
    {
        if (request.Query("api-version") is not { } version || !Versions.Contains(version))
        {
            return Error(400, "UnsupportedApiVersion", $"The API version '{request.Query("api-version")}' is not supported.");
        }

        if (request.Unreadable || request.Json is not JsonObject body)
        {
            return Invalid("$", "The request body is not valid JSON.");
        }

        if (body.Text("from") is not { } from || !Sender().IsMatch(from))
        {
            return Invalid("From", "The From field must be an E.164 number, a short code or an alphanumeric sender.");
        }

        if (body.Text("message") is not { Length: > 0 and <= LongestMessage } message)
        {
            return Invalid("Message", $"The Message field is required and holds at most {LongestMessage} characters.");
        }

        if (body.Array("smsRecipients") is not { Count: > 0 and <= MostRecipients } recipients)
        {
            return Invalid("SmsRecipients", $"Between 1 and {MostRecipients} recipients are required.");
        }

        if (body["smsSendOptions"] is not null && body.Object("smsSendOptions").Flag("enableDeliveryReport") is null)
        {
            return Invalid("SmsSendOptions.EnableDeliveryReport", "The EnableDeliveryReport field is required.");
        }

        if (recipients.Any(recipient => (recipient.Text("repeatabilityRequestId") is null) != (recipient.Text("repeatabilityFirstSent") is null)))
        {
            return Invalid("SmsRecipients", "repeatabilityRequestId and repeatabilityFirstSent come together.");
        }

        if (recipients.Any(recipient => recipient.Text("repeatabilityRequestId") is { } id && !Guid.TryParse(id, out _)))
        {
            return Invalid("SmsRecipients", "repeatabilityRequestId must be a GUID.");
        }

        var outcomes = recipients.Select(recipient => One(session, recipient!, from, body)).ToList();
        var sent = outcomes.Count(outcome => outcome.Fresh);
        return Answer.Accept(
            202,
            new JsonObject { ["value"] = outcomes.Select(outcome => outcome.Item).ToJsonArray() },
            string.Join(",", recipients.Select(recipient => recipient.Text("to"))),
            message)
            with
        {
            // Nobody's phone rang a second time, so a repeated request does not count as a message sent.
            Operation = sent == 0 && outcomes.Exists(outcome => outcome.Repeated) ? "sms.repeat" : null,
            Accepted = sent > 0 || outcomes.Exists(outcome => outcome.Repeated),
        };
    }

    private (JsonObject Item, bool Fresh, bool Repeated) One(Session session, JsonNode recipient, string from, JsonObject body)
    {
        var to = recipient.Text("to") ?? "";
        if (!E164().IsMatch(to))
        {
            return (new JsonObject
            {
                ["to"] = to,
                ["httpStatusCode"] = 400,
                ["successful"] = false,
                ["errorMessage"] = "Invalid To phone number format.",
            }, false, false);
        }

        var key = recipient.Text("repeatabilityRequestId") is { } id ? $"{id}/{recipient.Text("repeatabilityFirstSent")}/{to}" : null;
        if (key is not null && session.Document("sms-repeat", key) is { } first)
        {
            return (first, false, true);
        }

        var messageId = $"Outgoing_{session.Now.UtcDateTime:yyyyMMddHHmmss}{Guid.NewGuid()}";
        var item = new JsonObject { ["to"] = to, ["messageId"] = messageId, ["httpStatusCode"] = 202, ["successful"] = true };
        if (key is not null)
        {
            item["repeatabilityResult"] = "accepted";
            session.Keep("sms-repeat", key, item);
        }

        session.Keep("sms", messageId, new JsonObject
        {
            ["id"] = messageId,
            ["from"] = from,
            ["to"] = to,
            ["tag"] = body.Object("smsSendOptions").Text("tag"),
        });
        if (body.Object("smsSendOptions").Flag("enableDeliveryReport") == true)
        {
            receipts.ExpectReport(session, messageId);
        }

        return (item, true, false);
    }

    private static Answer Denied(string message) => Error(401, "Denied", message);

    private static Answer Error(int status, string code, string message) =>
        Answer.Refuse(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, message);

    private static Answer Invalid(string field, string message) => Answer.Refuse(400, new JsonObject
    {
        ["type"] = "https://tools.ietf.org/html/rfc7231#section-6.5.1",
        ["title"] = "One or more validation errors occurred.",
        ["status"] = 400,
        ["errors"] = new JsonObject { [field] = new JsonArray(message) },
        ["traceId"] = $"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[..16]}-00",
    }, message);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex E164();

    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[0-9]{5,6}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$")]
    private static partial Regex Sender();
}
