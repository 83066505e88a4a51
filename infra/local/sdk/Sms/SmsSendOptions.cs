namespace Azure.Communication.Sms;

/// <summary>Whether a delivery report is wanted, and the tag it comes back with.</summary>
public class SmsSendOptions(bool enableDeliveryReport)
{
    public bool EnableDeliveryReport { get; } = enableDeliveryReport;

    public string? Tag { get; set; }
}
