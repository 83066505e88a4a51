using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using Intake.Local.Sdk.Sms;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Intake.Local.Tests.Sms;

public sealed class SmsClientTests : IDisposable
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly HttpListener _service = new();
    private readonly string _endpoint;
    private readonly SmsClient _client;

    public SmsClientTests()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        _endpoint = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/sandbox/acs/";
        free.Stop();
        _service.Prefixes.Add(_endpoint);
        _service.Start();
        _client = new SmsClient($"endpoint={_endpoint};accesskey={Key};", new FakeTimeProvider(new DateTimeOffset(2024, 4, 1, 6, 22, 3, TimeSpan.Zero)));
    }

    public void Dispose() => ((IDisposable)_service).Dispose();

    [Fact]
    public void The_signature_is_the_documented_one()
    {
        var hash = AcsSignature.ContentHash("""{"from":"+18001110000","smsRecipients":[{"to":"+11234567890"}],"message":"hi"}"""u8);
        Assert.Equal("TS9ZlZGEsBmRPvR61omUzOKk8CXSsGchY4hwryp3sHM=", hash);
        Assert.Equal(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=Px+2Ukj/8NmU8xZE6DDlQGFSw0EV+cA6Ignhs0UbEp4=",
            AcsSignature.Authorization(Key, "POST", "/sms?api-version=2021-03-07", "Mon, 01 Apr 2024 06:22:03 GMT", "contoso.communication.azure.com", hash));
    }

    [Fact]
    public async Task A_message_is_posted_under_the_endpoints_path_signed_and_with_an_id_of_its_own()
    {
        var sending = _client.SendAsync("+1800", "+1555", "é hi", new SmsSendOptions(true) { Tag = "t-1" });
        var (request, body) = await Answer(
            202, """{"value":[{"to":"+1555","messageId":"m1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true}]}""");
        var response = await sending;
        var result = response.Value;

        Assert.Equal("/sandbox/acs/sms?api-version=2021-03-07", request.RawUrl);
        var hash = AcsSignature.ContentHash(body);
        Assert.Equal(
            AcsSignature.Authorization(Key, "POST", request.RawUrl!, "Mon, 01 Apr 2024 06:22:03 GMT", request.UserHostName, hash),
            request.Headers["Authorization"]);
        using var json = JsonDocument.Parse(body);
        var recipient = json.RootElement.GetProperty("smsRecipients")[0];
        Assert.Equal("+1555", recipient.GetProperty("to").GetString());
        Assert.True(Guid.TryParse(recipient.GetProperty("repeatabilityRequestId").GetString(), out _));
        Assert.Equal("Mon, 01 Apr 2024 06:22:03 GMT", recipient.GetProperty("repeatabilityFirstSent").GetString());
        Assert.Equal("""{"enableDeliveryReport":true,"tag":"t-1"}""", json.RootElement.GetProperty("smsSendOptions").GetRawText());
        Assert.Equal(("+1555", "m1", 202, true, null), (result.To, result.MessageId, result.HttpStatusCode, result.Successful, result.ErrorMessage));
        Assert.Equal(202, response.GetRawResponse().Status);
    }

    [Fact]
    public async Task One_bad_recipient_is_a_result()
    {
        var sending = _client.SendAsync("+1800", "nobody", "hi");
        var (_, body) = await Answer(
            202, """{"value":[{"to":"nobody","httpStatusCode":400,"successful":false,"errorMessage":"Invalid To phone number format."}]}""");
        var result = (await sending).Value;
        Assert.Equal((400, false, "Invalid To phone number format."), (result.HttpStatusCode, result.Successful, result.ErrorMessage));
        Assert.False(JsonDocument.Parse(body).RootElement.TryGetProperty("smsSendOptions", out _));
    }

    [Fact]
    public async Task A_refused_request_throws()
    {
        var sending = _client.SendAsync("+1800", "+1555", "hi");
        await Answer(429, """{"error":{"code":"TooManyRequests","message":"Slow down."}}""");
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => sending);
        Assert.Equal((429, "TooManyRequests"), (refusal.Status, refusal.ErrorCode));
        Assert.True(refusal.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait));
        Assert.Equal("7", wait);
    }

    [Fact]
    public async Task It_can_be_substituted_as_the_original_can()
    {
        var client = Substitute.For<SmsClient>();
        client.SendAsync("f", "t", "m", null, default)
            .Returns(Response.FromValue(SmsModelFactory.SmsSendResult("t", "m1", 202, true, null), Substitute.For<Response>()));
        Assert.Equal("m1", (await client.SendAsync("f", "t", "m")).Value.MessageId);
    }

    private async Task<(HttpListenerRequest Request, byte[] Body)> Answer(int status, string json)
    {
        var context = await _service.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.StatusCode = status;
        context.Response.AddHeader("Retry-After", "7");
        context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
        return (context.Request, body.ToArray());
    }
}
