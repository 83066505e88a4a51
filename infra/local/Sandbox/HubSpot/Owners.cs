using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>The owners API, over the sandbox's five people.</summary>
internal sealed class Owners(HubSpotApi api, Reception reception)
{
    public void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapGet(HubSpotApi.Root + "/crm/v3/owners", http => reception.Read(http, api, "owners.list", List));
        _ = app.MapGet(HubSpotApi.Root + "/crm/v3/owners/{id}", http => reception.Read(http, api, "owners.read", Read));
    }

    private static Answer List(Request request, Session session)
    {
        var limit = request.Query("limit") is { } asked ? int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : 100;
        if (limit is < 1 or > 500)
        {
            return HubSpotError.Invalid("The limit must be between 1 and 500.");
        }

        var found = Team.Members
            .Where(_ => request.Query("archived") != "true")
            .Where(member => request.Query("email") is not { } email || member.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
            .Where(member => request.Query("after") is not { } after || string.CompareOrdinal(member.OwnerId, after) > 0)
            .ToList();
        var body = HubSpotApi.Collection(found.Take(limit).Select(Show));
        if (found.Count > limit)
        {
            body["paging"] = Objects.Next(found[limit - 1].OwnerId);
        }

        return Answer.Show(body);
    }

    private static Answer Read(Request request, Session session) =>
        Team.Members.FirstOrDefault(member => request.Route("id") ==
            (request.Query("idProperty") == "userId" ? member.UserId.ToString(CultureInfo.InvariantCulture) : member.OwnerId)) is { } found
            ? Answer.Show(Show(found))
            : HubSpotError.NotFound();

    private static JsonObject Show(Member member) => new()
    {
        ["id"] = member.OwnerId,
        ["email"] = member.Email,
        ["type"] = "PERSON",
        ["firstName"] = member.Name.Split(' ')[0],
        ["lastName"] = member.Name.Split(' ')[1],
        ["userId"] = member.UserId,
        ["userIdIncludingInactive"] = member.UserId,
        ["createdAt"] = "2020-01-01T00:00:00.000Z",
        ["updatedAt"] = "2020-01-01T00:00:00.000Z",
        ["archived"] = false,
    };
}
