using System.Text;
using Intake.Connectors.Email;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Connectors.Tests.Email;

/// <summary>A web form's ticket (SC-1), by the contract in docs/web-form.md.</summary>
public sealed class FormWebhookTests
{
    private const string Form = """{ "id": "4711", "name": "Ida Berg", "email": "Ida@Berg.example", "subject": "Contact form", "message": " Please add a field. ", "at": "2026-03-02T14:05:00Z", "to": "support@example.com" }""";
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 14, 6);

    [Fact]
    [Trait("Clause", "SC-1")]
    public void A_form_is_as_good_as_an_e_mail_and_its_answer_finds_it()
    {
        var heard = Assert.IsType<Inbound.FromClient>(Assert.Single(Accepted(Form).Items));

        Assert.Equal((ChannelKind.Email, "form:4711@web-form", false), (heard.Kind, heard.Delivery, heard.Automatic));
        Assert.Equal(["mail:4711@web-form"], heard.Threads.AsEnumerable());
        Assert.Equal(("Ida Berg", "ida@berg.example", "ida@berg.example"), (heard.Client.Name, heard.Client.Address, heard.Client.Email));
        Assert.Equal(("Contact form", "Please add a field.", "form"), (heard.Message.Subject, heard.Message.Text, heard.Message.Kind));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 14, 5), heard.At);
        Assert.Equal(["support@example.com"], heard.To.AsEnumerable());
    }

    [Fact]
    public void Without_an_id_the_same_body_is_the_same_message()
    {
        const string Body = """{ "email": "ida@berg.example", "message": "Hello" }""";

        Assert.Equal(Accepted(Body).Items[0].Delivery, Accepted(Body).Items[0].Delivery);
        Assert.NotEqual(Accepted(Body).Items[0].Delivery, Accepted(Body.Replace("Hello", "Hello again", StringComparison.Ordinal)).Items[0].Delivery);
    }

    [Theory]
    [InlineData("[]", 400, "The body is no JSON object.")]
    [InlineData("no", 400, "The body is no JSON object.")]
    [InlineData("""{ "message": "Hello" }""", 400, "“email” is missing or is no e-mail address.")]
    [InlineData("""{ "email": "ida", "message": "Hello" }""", 400, "“email” is missing or is no e-mail address.")]
    [InlineData("""{ "email": "ida@berg.example", "message": "  " }""", 400, "“message” is missing or empty.")]
    public void What_nobody_could_answer_is_refused(string body, int status, string why)
    {
        var refused = Assert.IsType<Heard.Refused>(Hear(body));

        Assert.Equal((status, why), (refused.Status, refused.Why));
    }

    [Theory]
    [InlineData("POST", "wrong", 401)]
    [InlineData("POST", null, 401)]
    [InlineData("GET", "secret", 405)]
    public void Only_who_knows_the_secret_may_post(string method, string? code, int status) =>
        Assert.Equal(status, Assert.IsType<Heard.Refused>(Hear(Form, method, code)).Status);

    private static Heard.Accepted Accepted(string body) => Assert.IsType<Heard.Accepted>(Hear(body));

    private static Heard Hear(string body, string method = "POST", string? code = "secret") => FormWebhook.Hear(
        new WebhookRequest(
            method, new Uri("https://intake.example/api/webhooks/form"), new Dictionary<string, string>(),
            code is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["code"] = code }, Encoding.UTF8.GetBytes(body)),
        new EmailWebhookSettings("secret"), Now);
}
