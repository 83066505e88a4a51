using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox;

/// <summary>Slack's limits on Block Kit, as far as a message of text and buttons can meet them.</summary>
internal static class SlackBlocks
{
    private const int MostBlocks = 50;
    private const int LongestSection = 3000;
    private const int LongestHeader = 150;
    private const int LongestButton = 75;
    private const int LongestValue = 2000;
    private const int LongestId = 255;
    private const int MostFields = 10;
    private const int MostActions = 25;

    private static readonly string[] Known = ["section", "actions", "header", "context", "divider", "image", "rich_text", "input"];

    /// <summary>What Slack would complain about first, or null.</summary>
    public static string? Complaint(JsonArray blocks)
    {
        if (blocks.Count > MostBlocks)
        {
            return $"no more than {MostBlocks} items allowed [json-pointer:/blocks]";
        }

        var ids = blocks.Select(block => block.Text("block_id")).Where(id => id is not null).ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() != ids.Count
            ? "block_id must be unique [json-pointer:/blocks]"
            : blocks.Select((block, i) => Block(block, $"/blocks/{i}")).FirstOrDefault(complaint => complaint is not null);
    }

    /// <summary>Every button of a message, with the block it stands in.</summary>
    public static IEnumerable<(JsonNode Block, JsonNode Element)> Buttons(JsonArray blocks) =>
        from block in blocks
        from element in Elements(block!)
        where element.Text("type") == "button"
        select (block, element);

    private static IEnumerable<JsonNode> Elements(JsonNode block)
    {
        foreach (var element in block.Array("elements") ?? [])
        {
            if (element is not null)
            {
                yield return element;
            }
        }

        if (block.Object("accessory") is { } accessory)
        {
            yield return accessory;
        }
    }

    private static string? Block(JsonNode? block, string at)
    {
        if (block is not JsonObject || !Known.Contains(block.Text("type")))
        {
            return $"unsupported type: {block.Text("type")} [json-pointer:{at}/type]";
        }

        if (block.Text("block_id") is { Length: > LongestId })
        {
            return $"must be less than {LongestId + 1} characters [json-pointer:{at}/block_id]";
        }

        return block.Text("type") switch
        {
            "section" => Section(block, at),
            "header" => Words(block.Object("text"), LongestHeader, $"{at}/text", plainOnly: true),
            "actions" when block.Array("elements") is not { Count: > 0 and <= MostActions } => $"must have 1 to {MostActions} items [json-pointer:{at}/elements]",
            "context" when block.Array("elements") is not { Count: > 0 and <= MostFields } => $"must have 1 to {MostFields} items [json-pointer:{at}/elements]",
            _ => null,
        } ?? Buttons(block, at);
    }

    private static string? Section(JsonNode block, string at)
    {
        var fields = block.Array("fields");
        if (block.Object("text") is null && fields is null)
        {
            return $"missing required field: text [json-pointer:{at}]";
        }

        if (fields is { Count: > MostFields })
        {
            return $"no more than {MostFields} items allowed [json-pointer:{at}/fields]";
        }

        return (block.Object("text") is { } text ? Words(text, LongestSection, $"{at}/text", plainOnly: false) : null)
            ?? fields?.Select((field, i) => Words(field as JsonObject, 2000, $"{at}/fields/{i}", plainOnly: false)).FirstOrDefault(complaint => complaint is not null);
    }

    private static string? Buttons(JsonNode block, string at)
    {
        var buttons = Elements(block).Where(element => element.Text("type") == "button").ToList();
        var ids = buttons.Select(button => button.Text("action_id")).Where(id => id is not null).ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() != ids.Count
            ? $"`action_id` must be unique within a block [json-pointer:{at}/elements]"
            : buttons.Select(button => Button(button, at)).FirstOrDefault(complaint => complaint is not null);
    }

    private static string? Button(JsonNode button, string at) => button switch
    {
        _ when Words(button.Object("text"), LongestButton, $"{at}/elements/text", plainOnly: true) is { } complaint => complaint,
        _ when button.Text("value") is { Length: > LongestValue } => $"must be less than {LongestValue + 1} characters [json-pointer:{at}/elements/value]",
        _ when button["value"] is not null && button.Text("value") is null => $"must be a string [json-pointer:{at}/elements/value]",
        _ when button.Text("action_id") is { Length: > LongestId } => $"must be less than {LongestId + 1} characters [json-pointer:{at}/elements/action_id]",
        _ when button["style"] is not null && button.Text("style") is not ("primary" or "danger") => $"must be primary or danger [json-pointer:{at}/elements/style]",
        _ => null,
    };

    private static string? Words(JsonObject? text, int most, string at, bool plainOnly)
    {
        if (text.Text("type") is not { } type || (type != "plain_text" && (plainOnly || type != "mrkdwn")))
        {
            return $"must be a {(plainOnly ? "plain_text" : "text")} object [json-pointer:{at}]";
        }

        return text.Text("text") switch
        {
            null or "" => $"must be more than 0 characters [json-pointer:{at}/text]",
            { } words when words.Length > most => $"must be less than {most + 1} characters [json-pointer:{at}/text]",
            _ => null,
        };
    }
}
