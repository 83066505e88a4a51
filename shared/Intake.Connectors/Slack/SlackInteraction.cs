using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Intake.Connectors.Slack;

/// <summary>What somebody pressed, chose or submitted under a message of ours.</summary>
internal static class SlackInteraction
{
    public static ImmutableArray<Inbound> Read(JsonElement interaction, Instant? sent, Instant now)
    {
        var type = interaction.Text("type");
        var actions = interaction.Items("actions");
        if (type != "block_actions" || actions.IsEmpty)
        {
            return [new Inbound.Ignored($"Nothing is done with the interaction {type ?? "(none)"}.") { Delivery = $"slack:{Once(interaction)}", At = sent }];
        }

        return [.. actions.Select(action => Action(interaction, action, sent, now))];
    }

    private static Inbound Action(JsonElement interaction, JsonElement action, Instant? sent, Instant now)
    {
        var user = interaction.Get("user");
        var delivery = $"slack:{Once(interaction)}:{action.Text("action_id")}:{action.Text("action_ts")}";
        var at = Seconds(action.Text("action_ts"), now) ?? sent;
        return (action.Text("action_id"), user.Text("id")) switch
        {
            ({ } id, { } by) => new Inbound.SlackAction(id, Value(action), by, user.Text("username") ?? user.Text("name") ?? by) { Delivery = delivery, At = at },
            (null, _) => new Inbound.Ignored("The action has no id.") { Delivery = delivery, At = at },
            _ => new Inbound.Ignored("The action names nobody who acted.") { Delivery = delivery, At = at },
        };
    }

    // A button carries its value; a menu carries the option's. A link's button carries none.
    private static string Value(JsonElement action) => action.Text("value") ?? action.Get("selected_option").Text("value") ?? "";

    // A trigger is used once, so it names the press; Slack does not repeat interactions, but a proxy might.
    private static string Once(JsonElement interaction) => interaction.Text("trigger_id") ?? interaction.Digest();

    // "1596530385.194939"
    private static Instant? Seconds(string? timestamp, Instant now) =>
        decimal.TryParse(timestamp, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 10_000_000_000
            ? Timestamps.Unix((long)(seconds * 1000), now)
            : null;
}
