using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>A shop's accounts by the contract of docs/accounts.md. A test, or a person, puts the customers in.</summary>
internal sealed class Accounts(SandboxOptions options, Reception reception, SandboxDatabase database) : Vendor
{
    private const string Kind = "customer";

    public override string Service => "accounts";

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/sandbox/accounts");
        _ = api.MapGet("/customers", http => reception.Read(http, this, "customers.search", Search));
        _ = api.MapGet("/customers/{id}", http => reception.Read(http, this, "customers.get", Get));
        _ = api.MapPost("/_customers", async (HttpContext http) =>
        {
            var body = (await Request.Read(http)).Body;
            if (body.Text("id") is not { Length: > 0 } id)
            {
                return Results.BadRequest("A customer has an \"id\".");
            }

            _ = database.Transact(session =>
            {
                session.Keep(Kind, id, body);
                return 0;
            });
            return Results.NoContent();
        });
    }

    public override Answer? Gate(Request request) => request.Bearer == options.AccountsToken ? null : No(401, "The token is missing or wrong.");

    public override Answer Failing(int status) => No(status, "Something went wrong.");

    public override Answer RateLimited(int? retryAfter) => No(429, "Too many requests.") with { RetryAfter = retryAfter };

    private static Answer Get(Request request, Session session) => session.Document(Kind, request.Route("id")) is { } customer
        ? Answer.Show(new JsonObject { ["customer"] = customer })
        : No(404, "There is no such customer.");

    private static Answer Search(Request request, Session session)
    {
        Func<JsonObject, bool>? fits = (request.Query("email"), request.Query("order"), request.Query("address")) switch
        {
            ({ } email, null, null) => customer => email.Equals(customer.Text("email"), StringComparison.OrdinalIgnoreCase),
            (null, { } order, null) => customer => (customer["orders"] as JsonArray ?? []).Any(one => one?.ToString().TrimStart('#') == order.TrimStart('#')),
            (null, null, { } address) => customer => IsAt(customer["shipping_address"], address) || IsAt(customer["billing_address"], address),
            _ => null,
        };
        return fits is null
            ? No(400, "Search by one of email, order and address.")
            : Answer.Show(new JsonObject { ["customers"] = new JsonArray([.. session.Documents(Kind).Where(fits)]) });
    }

    /// <summary>A shop's search is coarse: what it finds is compared by whoever asked.</summary>
    private static bool IsAt(JsonNode? address, string written) =>
        (address as JsonObject)?.Text("zip") is { Length: > 0 } code && written.Contains(code, StringComparison.OrdinalIgnoreCase);

    private static Answer No(int status, string why) => Answer.Refuse(status, new JsonObject { ["error"] = why }, why);
}
