using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Connectors.Tests.Storage;
using Intake.Playbooks;

namespace Intake.Connectors.Tests.Reporting;

/// <summary>What a team owes each day and each week under a playbook, on tables that outlive the process.</summary>
internal static class Team
{
    public static LoadedPlaybook Load(string name)
    {
        var text = File.ReadAllText(At($"{name}.yaml"));
        var playbook = PlaybookReader.Read($"{name}.yaml", text) is { Playbook: { } read } ? read : throw new InvalidOperationException(string.Join('\n', PlaybookReader.Read($"{name}.yaml", text).Errors));
        var team = File.Exists(At($"{name}.team.yaml")) ? $"{name}.team.yaml" : "team.yaml";
        return new LoadedPlaybook(playbook, text, TeamReader.Read(team, File.ReadAllText(At(team)), playbook).Team!);
    }

    /// <summary>What waits to be posted, "room: text", and is not taken away.</summary>
    public static async Task<List<string>> Posts(this StorageWorld.Process process) =>
        [.. (await new TeamStore(process.Tables).Posts(default)).Select(waiting => $"{waiting.Post.Room}: {waiting.Post.Text}")];

    /// <summary>Lets time pass in steps of the Auditor's passes, ten minutes each so that a day is quickly over.</summary>
    public static async Task Until(this StorageWorld world, string iso, Func<Task> pass)
    {
        var end = NodaTime.Text.InstantPattern.General.Parse(iso).Value;
        while (true)
        {
            await pass();
            if (world.Now >= end)
            {
                return;
            }

            world.Wait(NodaTime.Duration.Min(NodaTime.Duration.FromMinutes(10), end - world.Now));
        }
    }

    private static string At(string file) => Path.Combine(AppContext.BaseDirectory, "playbooks", file);
}
