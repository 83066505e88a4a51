using System.Text.Json;
using Intake.Local.Sdk;
using Intake.Local.Sdk.Sms;

namespace Azure.Communication.Sms;

/// <summary>Sends text messages through Azure Communication Services, or through whatever speaks its protocol at the endpoint.</summary>
public class SmsClient
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly SmsConnection _connection = null!;

    public SmsClient(string connectionString)
        : this(connectionString, TimeProvider.System)
    {
    }

    /// <summary>Not in the original, so for infra/local and its tests only: requests are dated and signed by the given clock.</summary>
    internal SmsClient(string connectionString, TimeProvider clock) => _connection = SmsConnection.Open(connectionString, clock);

    protected SmsClient()
    {
    }

    public virtual async Task<Response<SmsSendResult>> SendAsync(
        string from, string to, string message, SmsSendOptions? options = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var response = await SendAsync(from, [to], message, options, cancellationToken);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    public virtual async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(
        string from, IEnumerable<string> to, string message, SmsSendOptions? options = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { from, smsRecipients = Recipients(to), message, smsSendOptions = options }, Wire);
        var response = await _connection.Send(body, cancellationToken);
        if (response.Status != 202)
        {
            throw SmsConnection.Refusal(response);
        }

        var answer = JsonSerializer.Deserialize<Answer>(response.Body, Wire);
        return Response.FromValue<IReadOnlyList<SmsSendResult>>(answer?.Value ?? [], response);
    }

    // A new id for each call, as the original makes: only its own retries of one call are answered from the first outcome.
    private object[] Recipients(IEnumerable<string> to)
    {
        var repeatabilityFirstSent = _connection.Now.ToString("R");
        return [.. to.Select(number => new { to = number, repeatabilityRequestId = Guid.NewGuid().ToString(), repeatabilityFirstSent })];
    }

    private sealed record Answer(SmsSendResult[] Value);
}
