namespace EndToEnd.Day;

/// <summary>The stages of the sandbox's support pipeline, by their ids in HubSpot.</summary>
public static class SandboxStages
{
    public static IReadOnlyDictionary<string, string> ById { get; } = new Dictionary<string, string>
    {
        ["148730944"] = "new",
        ["148730871"] = "requires-support",
        ["148731260"] = "plan-initiated",
        ["148730903"] = "action-required",
        ["148731118"] = "plan-finalized",
        ["148731007"] = "invoicing",
        ["148731342"] = "closed",
    };

    public static string IdOf(string stage) => ById.First(pair => pair.Value == stage).Key;
}
