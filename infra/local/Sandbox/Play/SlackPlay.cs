using System.Globalization;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.Play;

/// <summary>A person pressing a button of a message the app has posted.</summary>
internal static class SlackPlay
{
    /// <summary>The payload, or null when the message has no such button: nobody can press what is not there.</summary>
    public static JsonObject? Press(JsonObject play, string channel, string ts, JsonObject message, DateTimeOffset now)
    {
        var (block, element) = SlackBlocks.Buttons(message.Array("blocks") ?? [])
            .FirstOrDefault(button => button.Element.Text("action_id") == play.Text("actionId") && (play.Text("value") is not { } value || button.Element.Text("value") == value));
        if (element is null)
        {
            return null;
        }

        var email = play.Text("user") ?? HubSpot.Team.Members[0].Email;
        var user = email.Contains('@', StringComparison.Ordinal) ? Slack.UserId(email) : email;
        var action = new JsonObject
        {
            ["action_id"] = element.Text("action_id"),
            ["block_id"] = block.Text("block_id"),
            ["text"] = element.Object("text")?.DeepClone(),
            ["type"] = "button",
            ["action_ts"] = SlackChannel.Timestamp(now),
        };
        foreach (var name in (string[])["value", "style", "url"])
        {
            if (element.Text(name) is { } kept)
            {
                action[name] = kept;
            }
        }

        return new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["username"] = email.Split('@')[0], ["name"] = email.Split('@')[0], ["team_id"] = "T0SANDBOX" },
            ["api_app_id"] = "A0INTAKE",
            ["token"] = "deprecated",
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = ts, ["channel_id"] = channel, ["is_ephemeral"] = false },
            ["trigger_id"] = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}.{Guid.NewGuid():N}"),
            ["team"] = new JsonObject { ["id"] = "T0SANDBOX", ["domain"] = "sandbox" },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
            ["channel"] = new JsonObject { ["id"] = channel, ["name"] = "sandbox" },
            ["message"] = message.DeepClone(),
            ["state"] = new JsonObject { ["values"] = new JsonObject() },
            ["response_url"] = "https://hooks.slack.com/actions/T0SANDBOX/1/sandbox",
            ["actions"] = new JsonArray(action),
        };
    }
}
