using System.Globalization;
using System.Net.Mail;
using System.Text.Json.Nodes;

namespace Intake.Local.Sandbox.HubSpot;

/// <summary>Judges the values of one write and brings them into the form in which HubSpot gives them back.</summary>
internal sealed class PropertyWrite(Session session, string type, IReadOnlyDictionary<string, string> before)
{
    private const int LongestText = 65_536;

    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public List<PropertyProblem> Problems { get; } = [];

    public void Check(JsonObject properties)
    {
        foreach (var (name, given) in properties)
        {
            if (PropertyCatalog.Find(session, type, name) is not { } definition)
            {
                Refuse(name, "PROPERTY_DOESNT_EXIST", $"Property \"{name}\" does not exist");
            }
            else if (given is not JsonValue value || !value.TryGetValue(out string? text))
            {
                Refuse(name, "INVALID_TYPE", $"Property \"{name}\" must be a string");
            }
            else if (definition.ReadOnly)
            {
                Refuse(name, "READ_ONLY_VALUE", $"\"{name}\" is a read only property; its value cannot be set.");
            }
            else if (text.Length == 0)
            {
                Values[name] = "";
            }
            else
            {
                Check(definition, text);
            }
        }

        if (type == "tickets")
        {
            CheckStage();
        }
    }

    private void Check(PropertyDefinition definition, string text)
    {
        var name = definition.Name;
        switch (definition.Type)
        {
            case var _ when name == "hubspot_owner_id":
                KeepIf(Team.Members.Any(member => member.OwnerId == text), name, text, "INVALID_OWNER_ID", $"Owner {text} does not exist");
                break;
            case var _ when name is "hs_pipeline" or "hs_pipeline_stage":
                Values[name] = text;
                break;
            case var _ when name == "email":
                KeepIf(MailAddress.TryCreate(text, out _), name, text.Trim().ToLowerInvariant(), "INVALID_EMAIL", $"Email address {text} is invalid");
                break;
            case "datetime":
                KeepIf(Moment(text, out var iso), name, iso, "INVALID_DATE", $"{text} was not a valid long.");
                break;
            case "date":
                KeepIf(Moment(text, out iso), name, iso[..Math.Min(10, iso.Length)], "INVALID_DATE", $"{text} was not a valid date.");
                break;
            case "number":
                KeepIf(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), name, text, "INVALID_NUMBER", $"{text} was not a valid number.");
                break;
            case "bool":
                KeepIf(text is "true" or "false", name, text, "INVALID_OPTION", NotAllowed(text, [("true", "True"), ("false", "False")]));
                break;
            case "enumeration":
                var chosen = definition.FieldType == "checkbox" ? text.Split(';') : [text];
                KeepIf(chosen.All(one => definition.Options.Any(option => option.Value == one)), name, text, "INVALID_OPTION", NotAllowed(text, definition.Options));
                break;
            default:
                KeepIf(text.Length <= LongestText, name, text, "PROPERTY_TOO_LARGE", $"{name} is longer than {LongestText} characters");
                break;
        }
    }

    /// <summary>A stage is one of its pipeline's stages, by id; the label is not a value. A ticket without pipeline is in the default one.</summary>
    private void CheckStage()
    {
        if (!Values.ContainsKey("hs_pipeline") && !Values.ContainsKey("hs_pipeline_stage"))
        {
            return;
        }

        var id = After("hs_pipeline") is { Length: > 0 } given ? given : Pipelines.DefaultId;
        if (Pipelines.Find(session, id) is not { } pipeline)
        {
            Refuse("hs_pipeline", "INVALID_OPTION", NotAllowed(id, Pipelines.All(session).Select(one => (one.Text("id")!, one.Text("label")!))));
            return;
        }

        var stages = pipeline.Array("stages")!.Select(stage => (stage.Text("id")!, stage.Text("label")!)).ToList();
        var wanted = After("hs_pipeline_stage");
        KeepIf(stages.Exists(stage => stage.Item1 == wanted), "hs_pipeline_stage", wanted, "INVALID_OPTION", NotAllowed(wanted, stages));
        Values["hs_pipeline"] = id;
    }

    private string After(string name) => Values.TryGetValue(name, out var after) ? after : before.TryGetValue(name, out var old) ? old : "";

    private void KeepIf(bool valid, string name, string value, string error, string message)
    {
        if (valid)
        {
            Values[name] = value;
        }
        else
        {
            Refuse(name, error, message);
        }
    }

    private void Refuse(string name, string error, string message) => Problems.Add(new PropertyProblem(name, error, message));

    private static string NotAllowed(string value, IEnumerable<(string Value, string Label)> options) =>
        $"{value} was not one of the allowed options: [{string.Join(", ", options.Select(option => $"label: \"{option.Label}\" value: \"{option.Value}\""))}]";

    /// <summary>ISO-8601 or milliseconds in, ISO-8601 UTC out.</summary>
    private static bool Moment(string text, out string iso)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) && Math.Abs(ms) < 253_402_300_800_000)
        {
            iso = Wire.Iso(DateTimeOffset.FromUnixTimeMilliseconds(ms));
            return true;
        }

        var valid = text.Length >= 10 && Wire.TryTime(text, out var time);
        iso = valid ? Wire.Iso(Wire.TryTime(text, out time) ? time : default) : "";
        return valid;
    }
}
