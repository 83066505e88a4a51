namespace Intake.Connectors.WhatsApp;

/// <summary>What a Graph error code asks of us.</summary>
internal enum Remedy
{
    /// <summary>Ask again later.</summary>
    Wait,

    /// <summary>A message to the same person every few seconds at most: the pause grows fourfold.</summary>
    WaitForThePair,

    /// <summary>The number is under suspicion: hurrying makes it worse.</summary>
    WaitLong,

    /// <summary>A human must repair the token, the permissions or the account.</summary>
    Repair,

    /// <summary>Asking again will not help.</summary>
    Refuse,
}

/// <summary>Graph's error codes in our words. Meta asks to branch on the code, and its own words may quote the message.</summary>
internal static class WhatsAppErrors
{
    public static (Remedy Remedy, string? Meaning) Of(long code) => code switch
    {
        0 or 104 or 190 => (Remedy.Repair, "the access token is invalid or expired"),
        3 or 10 or (>= 200 and <= 299) or 131005 => (Remedy.Repair, "a permission is missing"),
        131031 => (Remedy.Repair, "the account is locked"),
        131037 => (Remedy.Repair, "the number's display name is not approved"),
        131042 => (Remedy.Repair, "the account has a payment problem"),
        131045 or 133010 => (Remedy.Repair, "the number is not registered"),
        1 or 2 or 131000 or 131016 or 133004 => (Remedy.Wait, "temporarily unavailable"),
        4 or 80007 or 130429 or 131208 or 133016 => (Remedy.Wait, "rate limit"),
        131057 => (Remedy.Wait, "the number is in maintenance"),
        131056 => (Remedy.WaitForThePair, "too many messages to this recipient"),
        131048 => (Remedy.WaitLong, "restricted because of spam reports"),
        100 or 131008 or 131009 => (Remedy.Refuse, "a parameter is missing or invalid"),
        368 or 130497 => (Remedy.Refuse, "not allowed by policy or in this country"),
        130472 or 131049 => (Remedy.Refuse, "Meta chose not to deliver it"),
        131021 => (Remedy.Refuse, "sender and recipient are the same number"),
        131026 => (Remedy.Refuse, "undeliverable: the recipient is not on WhatsApp or cannot receive it"),
        131030 => (Remedy.Refuse, "the recipient is not on the test number's list"),
        131047 => (Remedy.Refuse, "24-hour window closed: send an approved template"),
        131050 => (Remedy.Refuse, "the recipient has opted out"),
        131051 => (Remedy.Refuse, "unsupported message type"),
        131062 => (Remedy.Refuse, "the recipient can only be reached by phone number"),
        _ => (Remedy.Refuse, null),
    };
}
