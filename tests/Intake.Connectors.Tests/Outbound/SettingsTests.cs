using Intake.Connectors.Email;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Slack;
using Intake.Connectors.Sms;
using Intake.Connectors.WhatsApp;

namespace Intake.Connectors.Tests.Outbound;

/// <summary>Wrong settings are told in sentences that name the setting and never its value.</summary>
public sealed class SettingsTests
{
    private const string Secret = "s3cret";

    private static readonly SlackSettings Slack = new() { BotToken = "xoxb-" + Secret, Rooms = new Dictionary<string, string> { ["cs"] = "C0CS" } };
    private static readonly WhatsAppSettings WhatsApp = new() { PhoneNumberId = "1234", AccessToken = Secret };
    private static readonly EmailSettings Email = new() { ServerToken = Secret, From = "Support <support@example.com>" };
    private static readonly HubSpotSettings HubSpot = new() { AccessToken = Secret, AppId = "12", Pipeline = "Support" };

    [Fact]
    public void What_is_right_has_no_problems() =>
        Assert.Empty((string[])[.. Slack.Problems(), .. WhatsApp.Problems(), .. Email.Problems(), .. HubSpot.Problems()]);

    public static TheoryData<IEnumerable<string>, string> Wrong => new()
    {
        { (Slack with { BaseUrl = "slack.com" }).Problems(), "Slack:BaseUrl must be an absolute http or https address." },
        { (Slack with { BotToken = "" }).Problems(), "Slack:BotToken is missing: a bot token (xoxb-...)." },
        { (Slack with { BotToken = "xoxp-" + Secret }).Problems(), "Slack:BotToken must be a bot token (xoxb-...)." },
        { (Slack with { BotToken = $"xoxb-{Secret}\n" }).Problems(), "Slack:BotToken contains white space: a bot token (xoxb-...), copied whole and without line breaks." },
        { (Slack with { Rooms = new Dictionary<string, string> { ["cs"] = "#cs" } }).Problems(), "Slack:Rooms:cs must be a channel's id (C...), not its name." },
        { (WhatsApp with { BaseUrl = "ftp://x" }).Problems(), "WhatsApp:BaseUrl must be an absolute http or https address." },
        { (WhatsApp with { Version = "23" }).Problems(), "WhatsApp:Version must be a Graph version like v23.0." },
        { (WhatsApp with { PhoneNumberId = "+1555" }).Problems(), "WhatsApp:PhoneNumberId must be the id of the number (digits), as Meta's console shows it." },
        { (WhatsApp with { AccessToken = "" }).Problems(), "WhatsApp:AccessToken is missing: a system user's access token." },
        { (Email with { BaseUrl = "" }).Problems(), "Email:BaseUrl must be an absolute http or https address." },
        { (Email with { ServerToken = "" }).Problems(), "Email:ServerToken is missing: the Postmark server's API token." },
        { (Email with { From = "Support" }).Problems(), "Email:From must be an address, or a name and an address in angle brackets." },
        { new SmsSettings { From = "" }.Problems(), "Sms:From must be a number like +15550100, a short code, or a name of at most 11 letters and digits." },
        { (HubSpot with { BaseUrl = "x" }).Problems(), "HubSpot:BaseUrl must be an absolute http or https address." },
        { (HubSpot with { AccessToken = " " }).Problems(), "HubSpot:AccessToken contains white space: a private app's access token, copied whole and without line breaks." },
        { (HubSpot with { AppId = "x" }).Problems(), "HubSpot:AppId must be the app's id (digits)." },
        { (HubSpot with { Pipeline = " " }).Problems(), "HubSpot:Pipeline must be the pipeline's label; leave it out to use the playbook's." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_once(IEnumerable<string> problems, string said) => Assert.Equal([said], problems);

    [Theory]
    [InlineData("+15550100")]
    [InlineData("12345")]
    [InlineData("Intake")]
    public void Text_messages_may_come_from_a_number_a_short_code_or_a_name(string from) => Assert.Empty(new SmsSettings { From = from }.Problems());

    [Fact]
    public void Settings_do_not_print_their_secrets() =>
        Assert.All(new object[] { Slack, WhatsApp, Email, HubSpot }, settings => Assert.DoesNotContain(Secret, $"{settings}", StringComparison.Ordinal));
}
