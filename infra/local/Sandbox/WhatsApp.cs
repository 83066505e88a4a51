using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intake.Local.Sandbox;

/// <summary>Meta's Graph API, as far as a business number sends messages through it.</summary>
internal sealed partial class WhatsApp(SandboxOptions options, Reception reception, SandboxDatabase database, ReceiptDelivery receipts) : Vendor
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public override string Service => "whatsapp";

    public void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapPost("/sandbox/meta/{version}/{phoneNumberId}/messages", async http =>
        {
            await reception.Write(http, this, "messages.send", Send);
            receipts.Look();
        });
        _ = app.MapPost("/sandbox/meta/_templates", async (HttpContext http) =>
        {
            var template = (await Request.Read(http)).Body;
            _ = database.Transact(session =>
            {
                session.Keep("template", $"{template.Text("name")}/{template.Text("language")}", template);
                return 0;
            });
        });
        _ = app.MapPost("/sandbox/meta/_window", async (HttpContext http) =>
        {
            var asked = (await Request.Read(http)).Body;
            _ = database.Transact(session =>
            {
                OpenWindow(session, asked.Text("contact") ?? "", Wire.TryTime(asked.Text("openedAt"), out var at) ? at : session.Now);
                return 0;
            });
        });
    }

    /// <summary>A client wrote, so the business may answer freely for a day.</summary>
    public static void OpenWindow(Session session, string contact, DateTimeOffset at) =>
        session.Keep("window", Contact(contact), new JsonObject { ["openedAt"] = Wire.Iso(at) });

    public static string Contact(string number) => string.Concat(number.Where(char.IsLetterOrDigit));

    public override Answer? Gate(Request request) => request switch
    {
        _ when request.Bearer is null => GraphError.Of(401, 104, "An access token is required to request this resource."),
        _ when request.Bearer != options.WhatsAppAccessToken => GraphError.Of(401, 190, "Invalid OAuth access token - Cannot parse access token"),
        _ when request.Unreadable => GraphError.Parameter("The request body is not valid JSON."),
        _ when !request.IsJson => GraphError.Missing("messaging_product"),
        _ => null,
    };

    public override Answer Failing(int status) => status switch
    {
        503 => GraphError.Of(503, 133004, "Server Temporarily Unavailable"),
        401 => GraphError.Of(401, 190, "Error validating access token: Session has expired"),
        _ => GraphError.Of(status, 131000, "Something went wrong"),
    };

    /// <summary>Throughput: 400 by the error table, 429 in practice. The code is what Meta asks callers to look at.</summary>
    public override Answer RateLimited(int? retryAfter) =>
        GraphError.Of(429, 130429, "Rate limit hit", "Message failed to send because there were too many messages sent from this phone number in a short period of time")
            with
        { RetryAfter = retryAfter };

    private Answer Send(Request request, Session session)
    {
        var body = request.Body;
        if (!Version().IsMatch(request.Route("version")))
        {
            return GraphError.Of(400, 2635, $"Unknown path components: /{request.Route("version")}");
        }

        if (options.WhatsAppPhoneNumberId is { } mine && request.Route("phoneNumberId") != mine)
        {
            return GraphError.Of(400, 100, $"Unsupported post request. Object with ID '{request.Route("phoneNumberId")}' does not exist");
        }

        if (body.Text("messaging_product") != "whatsapp")
        {
            return GraphError.Missing("messaging_product");
        }

        if (body["status"] is not null)
        {
            return MarkRead(body);
        }

        if (body.Text("recipient_type") is not (null or "individual" or "group"))
        {
            return GraphError.Parameter("Param recipient_type must be one of {INDIVIDUAL, GROUP}");
        }

        var group = body.Text("recipient_type") == "group";
        var to = body.Text("to") is { Length: > 0 } phone ? phone : body.Text("recipient");
        if (to is null or "")
        {
            return GraphError.Missing("to");
        }

        if (!group && body.Text("to") is not null && !Phone().IsMatch(to))
        {
            return GraphError.Of(400, 131009, "Parameter value is not valid", "The parameter to is not a phone number") with { Target = to };
        }

        if (group && Phone().IsMatch(to) && to.StartsWith('+'))
        {
            return GraphError.Of(400, 131009, "Parameter value is not valid", "recipient_type is group and to is a phone number") with { Target = to };
        }

        var summary = "";
        if ((Limits.Complaint(body, group) ?? Template(body, session, out summary)) is { } refusal)
        {
            return refusal with { Target = to };
        }

        return Accepted(body, session, to, group, summary.Length > 0 ? summary : Limits.Summary(body));
    }

    private Answer Accepted(JsonObject body, Session session, string to, bool group, string summary)
    {
        var id = "wamid." + Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        var message = new JsonObject { ["id"] = id };
        if (group)
        {
            message["group_id"] = to;
        }

        if (body.Text("type") == "template")
        {
            message["message_status"] = "accepted";
        }

        var closed = options.EnforceWhatsAppWindow && body.Text("type") != "template" && !WindowIsOpen(session, to);
        session.Keep("whatsapp", id, new JsonObject
        {
            ["id"] = id,
            ["to"] = to,
            ["group"] = group,
            ["tag"] = body.Text("biz_opaque_callback_data"),
        });
        receipts.Expect(session, id, closed);
        return Answer.Accept(
            200,
            new JsonObject
            {
                ["messaging_product"] = "whatsapp",
                ["contacts"] = new JsonArray(new JsonObject { ["input"] = to, ["wa_id"] = group ? to : Contact(to) }),
                ["messages"] = new JsonArray(message),
            },
            to,
            closed ? summary + " (outside the 24-hour window: will fail)" : summary);
    }

    private static Answer MarkRead(JsonObject body) => body switch
    {
        _ when body.Text("status") != "read" => GraphError.Parameter("Param status must be one of {READ}"),
        _ when body.Text("message_id") is null or "" => GraphError.Missing("message_id"),
        _ => Answer.Accept(200, new JsonObject { ["success"] = true }, body.Text("message_id")!, "marked as read") with { Operation = "messages.read" },
    };

    private Answer? Template(JsonObject body, Session session, out string summary)
    {
        summary = "";
        if (body.Text("type") != "template")
        {
            return null;
        }

        var (name, language) = (body.Object("template").Text("name"), body.Object("template").Object("language").Text("code"));
        if (name is null || language is null)
        {
            return GraphError.Missing(name is null ? "template['name']" : "template['language']['code']");
        }

        var known = options.WhatsAppTemplates.FirstOrDefault(template => template.Name == name && template.Language == language)
            ?? (session.Document("template", $"{name}/{language}") is { } seeded
                ? new WhatsAppTemplate(name, language, seeded.Int("bodyParameters") ?? 0)
                : null);
        if (known is null)
        {
            return GraphError.Of(404, 132001, "Template name does not exist in the translation", $"template name ({name}) does not exist in {language}");
        }

        var given = (body.Object("template").Array("components") ?? [])
            .Where(component => component.Text("type") == "body")
            .SelectMany(component => component.Array("parameters") ?? [])
            .ToList();
        if (given.Count != known.BodyParameters)
        {
            return GraphError.Of(
                400, 132000, "Number of parameters does not match the expected number of params",
                $"body: number of localizable_params ({given.Count}) does not match the expected number of params ({known.BodyParameters})");
        }

        summary = $"template {name}: {string.Join(" | ", given.Select(parameter => parameter.Text("text")))}";
        return null;
    }

    private static bool WindowIsOpen(Session session, string to) =>
        session.Document("window", Contact(to)) is { } window
        && Wire.TryTime(window.Text("openedAt"), out var opened)
        && session.Now - opened < Window;

    [GeneratedRegex(@"^v[0-9]+\.[0-9]+$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()\-.]{5,19}$")]
    private static partial Regex Phone();
}
