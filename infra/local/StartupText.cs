using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Intake.Local;

/// <summary>What a person reads when Intake has started: what runs, where, and a first message to send it, signed as Meta signs.</summary>
public sealed class StartupText
{
    public const string WhatsAppPath = "api/webhooks/whatsapp";

    public required Uri Address { get; init; }

    public required string Storage { get; init; }

    public required string Playbook { get; init; }

    public required string Clock { get; init; }

    /// <summary>The app secret of the settings; the message below is signed with it.</summary>
    public required string WhatsAppSecret { get; init; }

    public required DateTimeOffset Now { get; init; }

    public string Render()
    {
        var body = Message();
        return $"""

            Intake is running at {Address}

              playbook   {Playbook}
              storage    {Storage}
              clock      {Clock}
              page       {Address}sandbox, where you play the client
              addresses  {Address}{ApiPath} lists them
                         {Address}{ClockPath} reads the clock, and lets time pass

            A client writes on WhatsApp. Paste this into another terminal:

            curl -s -X POST {Address}{WhatsAppPath} \
              -H "X-Hub-Signature-256: sha256={Signature(body)}" \
              -H "Content-Type: application/json" \
              --data '{body}'

            It is silent when all is well. See the ticket, and what went out:

            curl -s {Address}api/tickets
            curl -s {Address}sandbox/outbox

            Then let twenty minutes pass:

            curl -s -X POST {Address}{ClockPath} -d {Quoted("""{"advance":"PT20M"}""")}

            Ctrl+C stops Intake; everything is saved, and runs on at the next start.

            """;
    }

    private static string ApiPath => Host.ApiList.Path.TrimStart('/');

    private static string ClockPath => Host.ClockEndpoints.Path.TrimStart('/');

    private static string Quoted(string json) => $"'{json}'";

    private string Signature(string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WhatsAppSecret), Encoding.UTF8.GetBytes(body)));

    /// <summary>A text message as the Cloud API delivers it, from a number that belongs to nobody. No quote in it needs escaping in a shell.</summary>
    private string Message()
    {
        var seconds = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(new
        {
            @object = "whatsapp_business_account",
            entry = new[]
            {
                new
                {
                    id = "102290129340398",
                    changes = new[]
                    {
                        new
                        {
                            value = new
                            {
                                messaging_product = "whatsapp",
                                metadata = new { display_phone_number = "12025550100", phone_number_id = "106540352242922" },
                                contacts = new[] { new { profile = new { name = "Robin Tester" }, wa_id = "12025550142" } },
                                messages = new[]
                                {
                                    new
                                    {
                                        from = "12025550142",
                                        id = "wamid.LOCAL" + seconds,
                                        timestamp = seconds,
                                        type = "text",
                                        text = new { body = "Our taxi has not arrived and we are stuck at the trailhead" },
                                    },
                                },
                            },
                            field = "messages",
                        },
                    },
                },
            },
        });
    }
}
