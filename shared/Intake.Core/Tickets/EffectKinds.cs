namespace Intake.Tickets;

/// <summary>Stored names of effects, as in their discriminators.</summary>
public static class EffectKinds
{
    public const string PostToSlack = "slack-post";
    public const string UpdateSlack = "slack-update";
    public const string SendSms = "sms";
    public const string SendToClient = "to-client";
    public const string MirrorTicket = "mirror-ticket";
    public const string MirrorContact = "mirror-contact";
    public const string MirrorNote = "mirror-note";
    public const string Tell = "tell";
    public const string LookUpAccount = "look-up-account";
}
