using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndToEnd.Day;

/// <summary>
/// Does what the script says, through real HTTP: the clients by the providers' signed webhooks, the agents by Intake's API, Slack's buttons and SMS.
/// What they can do stands in <see cref="ClientVerbs"/> and <see cref="AgentVerbs"/>.
/// </summary>
public sealed partial class DayPlayer(DayStage stage)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(2);

    private int _messages;
    private string? _refused;

    public DayStage Stage => stage;

    public World World => stage.World;

    public async Task Play(DateTimeOffset end)
    {
        var wrong = new List<string>();
        foreach (var step in stage.Script.Steps)
        {
            await Until(DateTimeOffset.Parse(stage.Iso(step.Local), CultureInfo.InvariantCulture));
            try
            {
                _refused = step.Refused;
                await Do(step);
                if (_refused is not null)
                {
                    wrong.Add($"line {step.Line}, {step.Local:HH:mm} {step.Who} {step.What}: was not refused");
                }
            }
            catch (Exception e)
            {
                wrong.Add($"line {step.Line}, {step.Local:HH:mm} {step.Who} {step.What}: {e.Message}");
            }
        }

        await Until(end);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // In steps: a weekend is thousands of rings, too many for the patience of one request.
    private async Task Until(DateTimeOffset to)
    {
        for (var at = World.Now; at < to;)
        {
            at = to - at > LongestStep ? at + LongestStep : to;
            await World.Until(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A name for the next thing a client sends, the same whenever the script is played.</summary>
    public string NextId() => $"day-{++_messages:D3}";

    /// <summary>Posts, and expects success; or the refusal the script foresees.</summary>
    public async Task Posted(string path, object body)
    {
        var response = await World.Http.PostAsJsonAsync(path, body);
        if (_refused is { } clause && response.StatusCode == HttpStatusCode.Conflict)
        {
            Assert.Equal(clause, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["clause"]!.GetValue<string>());
            _refused = null;
        }
        else
        {
            await World.Ok(response);
        }

        await World.Settle();
    }

    /// <summary>"@Weber" in a body stands for that client's ticket.</summary>
    public async Task<string> Named(string text)
    {
        foreach (Match mention in Mention().Matches(text))
        {
            text = text.Replace(mention.Value, (await stage.Ticket(mention.Groups[1].Value))["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        return text;
    }

    private Task Do(DayStep step) => stage.Script.Clients.TryGetValue(step.Who, out var client) ? ClientVerbs.Do(this, client, step.What)
        : step.Who == "hubspot" ? ByHubSpot(step.What)
        : AgentVerbs.Do(this, step.Who, step.What);

    private async Task ByHubSpot(string what)
    {
        if (HubSpotMove().Match(what) is not { Success: true } move)
        {
            throw new FormatException("hubspot moves Client to stage");
        }

        var ticket = await stage.Ticket(move.Groups[1].Value);
        await Posted("sandbox/play/hubspot-event", new { subscriptionType = "ticket.propertyChange", objectId = long.Parse(ticket["hubSpotId"]!.GetValue<string>(), CultureInfo.InvariantCulture), propertyName = "hs_pipeline_stage", propertyValue = stage.IdOf(move.Groups[2].Value), changeSource = "CRM_UI" });
        await World.Advance("PT5S");
    }

    [GeneratedRegex(@"^moves (\w+) to ([\w-]+)$")]
    private static partial Regex HubSpotMove();

    [GeneratedRegex(@"(?<![\w.])@(\w+)")]
    private static partial Regex Mention();
}
