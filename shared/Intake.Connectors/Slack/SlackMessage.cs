using System.Collections.Immutable;
using System.Text;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Slack;

/// <summary>Our messages as Block Kit: what happened, which ticket and clause it is about, and what one may do.</summary>
internal static class SlackMessage
{
    public const string EventType = "intake_effect";

    private const int LongestSection = 3000;
    private const int LongestButton = 75;
    private const string Notice = "… (cut)";

    public static object Post(string channel, Effect.PostToSlack effect, Sending sending)
    {
        var text = Mention(effect.Mention) + Escaped(sending.Marked(effect.Text));
        var ticket = sending.Ticket == Intake.Connectors.Tickets.FrontDoor.Team ? "The whole team" : sending.HubSpotId is { } hubSpot ? $"Ticket {sending.Ticket}, HubSpot {hubSpot}" : $"Ticket {sending.Ticket}";
        return new
        {
            channel,
            text,
            blocks = (object[])[Section(text), Context($"{ticket} · {effect.Clause}"), .. Buttons(effect.Buttons, $"{sending.Ticket}/{effect.Alert}")],

            // A link in a client's text must be neither fetched nor shown in the team's room.
            unfurl_links = false,
            unfurl_media = false,
            metadata = new { event_type = EventType, event_payload = new { effect = sending.Tag(effect) } },
        };
    }

    /// <summary>The new text: giving blocks without buttons is what takes the buttons away.</summary>
    public static object Replacement(string channel, string ts, Effect.UpdateSlack effect, Sending sending)
    {
        var text = Escaped(effect.Text);
        return new { channel, ts, text, blocks = (object[])[Section(text), Context($"Ticket {sending.Ticket} · {effect.Clause}"), .. Buttons(effect.Buttons, $"{sending.Ticket}/")] };
    }

    private static string Mention(string? id) => id is null ? "" : id.StartsWith('S') ? $"<!subteam^{id}> " : $"<@{id}> ";

    private static object Section(string text) => new { type = "section", text = new { type = "mrkdwn", text } };

    private static object Context(string text) => new { type = "context", elements = (object[])[new { type = "mrkdwn", text = Escaped(text) }] };

    private static object[] Buttons(ImmutableArray<SlackButton> buttons, string value) =>
        buttons.IsDefaultOrEmpty ? [] : [new { type = "actions", elements = buttons.Select((button, i) => Button(button, value, i == 0 ? "primary" : null)) }];

    private static object Button(SlackButton button, string value, string? style) => new
    {
        type = "button",
        text = new { type = "plain_text", text = Cut.To(button.Label, LongestButton, "…") },
        action_id = button.Action,
        value,
        style,
    };

    /// <summary>A client's words must not become a link or a call to the whole channel.</summary>
    private static string Escaped(string text) => Encoded.To(text, LongestSection, Notice, Escape);

    private static string Escape(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => rune.ToString(),
    };
}
