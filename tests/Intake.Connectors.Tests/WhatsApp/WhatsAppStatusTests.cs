using static Intake.Connectors.Tests.WhatsApp.WhatsAppFixtures;

namespace Intake.Connectors.Tests.WhatsApp;

public sealed class WhatsAppStatusTests
{
    private static string Status(string rest) => "{\"id\":\"wamid.S1\",\"recipient_id\":\"15550100200\",\"timestamp\":\"1772463600\"," + rest + "}";

    [Theory]
    [InlineData("sent", false)]
    [InlineData("delivered", false)]
    [InlineData("read", false)]
    [InlineData("played", false)]
    [InlineData("failed", true)]
    public void A_status_of_what_we_sent_is_a_report(string word, bool failed)
    {
        var report = Door.Only<Inbound.DeliveryReport>(Hear(Statuses(Status($"\"status\":\"{word}\",\"biz_opaque_callback_data\":\"t-1/7\""))));
        Assert.Equal(("t-1/7", "wamid.S1", failed, word), (report.Tag, report.Receipt, report.Failed, report.Status));
        Assert.Equal($"whatsapp-status:wamid.S1:{word}", report.Delivery);
    }

    [Fact]
    public void A_failure_says_why() => Assert.Equal(
        "failed: 131047 Re-engagement message: over 24 hours",
        Door.Only<Inbound.DeliveryReport>(Hear(Statuses(Status(
            """ "status":"failed","biz_opaque_callback_data":"t-1/7","errors":[{"code":131047,"title":"Re-engagement message","error_data":{"details":"over 24 hours"}}] """)))).Status);

    [Fact]
    public void Each_participant_of_a_group_reports_for_themselves() => Assert.Equal(
        "whatsapp-status:wamid.S1:read:15550100300",
        Door.Only<Inbound.DeliveryReport>(Hear(Statuses(Status(
            """ "status":"read","biz_opaque_callback_data":"t-1/7","recipient_type":"group","recipient_participant_id":"15550100300" """)))).Delivery);

    [Theory]
    [InlineData("\"status\":\"sent\"")]
    [InlineData("\"status\":\"deleted\",\"biz_opaque_callback_data\":\"t-1/7\"")]
    [InlineData("\"status\":\"in_orbit\",\"biz_opaque_callback_data\":\"t-1/7\"")]
    [InlineData("\"biz_opaque_callback_data\":\"t-1/7\"")]
    public void Other_statuses_are_ignored(string rest) => Door.Only<Inbound.Ignored>(Hear(Statuses(Status(rest))));
}
