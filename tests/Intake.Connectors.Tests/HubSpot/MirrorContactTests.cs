using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;
using Microsoft.Extensions.Time.Testing;
using static Intake.Connectors.Tests.HubSpot.CannedPortal;

namespace Intake.Connectors.Tests.HubSpot;

public sealed class MirrorContactTests
{
    private const string ByEmail = "GET /crm/v3/objects/contacts/ana%40client.com?idProperty=email";
    private const string Search = "POST /crm/v3/objects/contacts/search";
    private const string Create = "POST /crm/v3/objects/contacts";

    private static readonly Client Mail = new("Ana Maria Alves", "ana@client.com");
    private static readonly Client Phone = new("Ana", "+15550100123");

    [Fact]
    public async Task A_client_who_writes_mail_is_known_by_the_address()
    {
        var portal = new CannedProvider().On(ByEmail, """{"id":"777"}""").On(TieContact, "{}");

        Assert.Equal(new Outcome.Delivered("777"), await Send(portal, Mail));
        Assert.Equal([ByEmail, TieContact], portal.Asked);
    }

    [Fact]
    public async Task Or_is_made_with_what_is_known()
    {
        var portal = new CannedProvider().On(ByEmail, "{}", 404).On(Create, """{"id":"777"}""", 201).On(TieContact, "{}");

        Assert.Equal(new Outcome.Delivered("777"), await Send(portal, Mail with { Phone = "+15550100123" }));
        portal.Only(Create).Says(
            """
            { "properties": { "email": "ana@client.com", "phone": "+15550100123", "firstname": "Ana", "lastname": "Maria Alves" }, "associations": [] }
            """);
    }

    [Fact]
    public async Task Somebody_who_made_it_meanwhile_made_it_for_us_too()
    {
        var portal = new CannedProvider().On(ByEmail, "{}", 404).On(TieContact, "{}")
            .On(Create, """{"category":"CONFLICT","message":"Contact already exists. Existing ID: 777"}""", 409);

        Assert.Equal(new Outcome.Delivered("777"), await Send(portal, Mail));
    }

    [Fact]
    public async Task A_caller_is_looked_for_with_and_without_country_code()
    {
        var portal = new CannedProvider().On(Search, """{"results":[{"id":"777","properties":{"phone":"(555) 010-0123"}}]}""").On(TieContact, "{}");

        Assert.Equal(new Outcome.Delivered("777"), await Send(portal, Phone));
        portal.Only(Search).Says(
            """
            {
              "filterGroups": [
                { "filters": [ { "propertyName": "hs_searchable_calculated_phone_number", "operator": "IN", "values": ["5550100123", "550100123", "50100123"] } ] },
                { "filters": [ { "propertyName": "hs_searchable_calculated_mobile_number", "operator": "IN", "values": ["5550100123", "550100123", "50100123"] } ] },
                { "filters": [ { "propertyName": "phone", "operator": "EQ", "value": "+15550100123" } ] },
                { "filters": [ { "propertyName": "mobilephone", "operator": "EQ", "value": "+15550100123" } ] }
              ],
              "sorts": [ { "propertyName": "createdate", "direction": "ASCENDING" } ],
              "properties": ["phone", "mobilephone"],
              "limit": 20,
              "after": "0"
            }
            """);
    }

    [Theory]
    [InlineData("+15550100123", true)]
    [InlineData("1 (555) 010-0123", true)]
    [InlineData("+445550100123", false)]
    [InlineData("0123", false)]
    [InlineData("", false)]
    public async Task A_contact_with_another_number_is_somebody_else(string theirs, bool same)
    {
        var portal = new CannedProvider().On(Search, $$"""{"results":[{"id":"777","properties":{"phone":null,"mobilephone":"{{theirs}}"} }]}""")
            .On(Create, """{"id":"778"}""", 201).On(TieContact, "{}").On("PUT /crm/v4/objects/tickets/990/associations/default/contacts/778", "{}");

        Assert.Equal(new Outcome.Delivered(same ? "777" : "778"), await Send(portal, Phone));
    }

    [Fact]
    public async Task Two_calls_in_a_row_make_one_contact_though_search_does_not_know_it_yet()
    {
        var clock = new FakeTimeProvider(Given.Now.ToDateTimeOffset());
        var portal = new CannedProvider().On(Search, """{"results":[]}""").On(Create, """{"id":"777"}""", 201).On(TieContact, "{}");
        var mirror = Mirror(portal, clock);
        var effect = new Effect.MirrorContact(Phone) { Id = "002-0", Clause = "TS-T1" };

        await mirror.Send(effect, Known, default);
        await mirror.Send(effect, Known, default);
        Assert.Equal([Search, Create, TieContact, TieContact], portal.Asked);

        clock.Advance(TimeSpan.FromMinutes(5));
        await mirror.Send(effect, Known, default);
        Assert.Equal(2, portal.Asked.Count(asked => asked == Search));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("US.13491208655302741918")]
    [InlineData("Y2FwaV9ncm91cA==")]
    public async Task Who_has_neither_is_no_contact(string? address) =>
        Assert.IsType<Outcome.Dropped>(await Send(new CannedProvider(), new Client("Ana", address)));

    [Fact]
    public async Task A_contact_waits_for_its_ticket() =>
        (await Mirror(Ready).Send(new Effect.MirrorContact(Mail) { Id = "002-0", Clause = "TS-T1" }, Given.First, default)).In(15);

    [Theory]
    [InlineData(ByEmail)]
    [InlineData(TieContact)]
    public async Task What_fails_on_the_way_is_tried_again(string step)
    {
        var portal = new CannedProvider().On(ByEmail, """{"id":"777"}""", step == ByEmail ? 503 : 200).On(TieContact, "{}", step == TieContact ? 503 : 200);

        (await Send(portal, Mail)).In(15);
    }

    private static Task<Outcome> Send(CannedProvider portal, Client client) =>
        Mirror(portal).Send(new Effect.MirrorContact(client) { Id = "002-0", Clause = "TS-T1" }, Known, default);
}
