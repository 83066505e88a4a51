namespace Intake.Local.Sdk.DurableTask;

/// <summary>Which instance ids Azure Storage can keep.</summary>
internal static class InstanceIds
{
    private const int Longest = 100;

    /// <summary>An id starting with @ would be taken for an entity's; the others cannot be part of a storage key.</summary>
    public static void Demand(string instanceId)
    {
        if (instanceId.Length > Longest || instanceId.StartsWith('@')
            || instanceId.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or '#' or '?'))
        {
            throw new ArgumentException(
                $"'{instanceId}' cannot be an instance id: at most {Longest} characters, no @ in front, no / \\ # ? or control characters.", nameof(instanceId));
        }
    }
}
