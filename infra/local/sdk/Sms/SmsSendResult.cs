using System.Text.Json.Serialization;

namespace Azure.Communication.Sms;

/// <summary>What became of one recipient. A refusal of one recipient is a result, not an exception.</summary>
public class SmsSendResult
{
    [JsonConstructor]
    internal SmsSendResult(string to, string? messageId, int httpStatusCode, bool successful, string? errorMessage)
    {
        To = to;
        MessageId = messageId;
        HttpStatusCode = httpStatusCode;
        Successful = successful;
        ErrorMessage = errorMessage;
    }

    public string To { get; }

    public string? MessageId { get; }

    public int HttpStatusCode { get; }

    public bool Successful { get; }

    public string? ErrorMessage { get; }
}
