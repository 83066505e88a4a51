using NodaTime;

namespace Intake.Playbooks.Lint;

/// <summary>Ladders nobody climbs, and warnings that warn of nothing.</summary>
internal static class LadderLint
{
    public static void Check(LintDraft draft)
    {
        foreach (var ladder in draft.Playbook.Ladders.Values)
        {
            if (!draft.Uses("ladder", ladder.Name).Any())
            {
                draft.Wrong($"ladders.{ladder.Name}", "No rule names this ladder: it can never fire.", "Name it in a response rule, or remove it.");
            }

            if (ladder.RepeatEvery is not null && ladder.Rungs is [.., { Roles.IsEmpty: true }])
            {
                draft.Wrong($"ladders.{ladder.Name}.repeat-every", "The last rung pages nobody, and that is the one that repeats.", "Give the last rung roles, or remove this.");
            }

            if (ladder.Rungs.Any(rung => !rung.Roles.IsEmpty) && !draft.Playbook.Templates[ladder.Page].Text.Contains("{code}", StringComparison.Ordinal))
            {
                draft.Wrong($"ladders.{ladder.Name}.page", $"\"{ladder.Page}\" has no {{code}}: nobody can take the alert by SMS.", "Let the text say \"Reply {code} to take it\".");
            }
        }

        foreach (var channel in draft.Playbook.Channels.Values)
        {
            // In the text's own entries: one may speak for several classes.
            for (var i = 0; draft.Has($"channels.{channel.Name}.respond[{i}]"); i++)
            {
                Warnings(draft, channel, $"channels.{channel.Name}.respond[{i}].ladder");
                Warnings(draft, channel, $"channels.{channel.Name}.respond[{i}].unmonitored");
            }

            for (var i = 0; channel.ByPriority && draft.Has($"priorities[{i}]"); i++)
            {
                Warnings(draft, channel, $"priorities[{i}].ladder");
            }

            Warnings(draft, channel, $"channels.{channel.Name}.live.ladder");
            Warnings(draft, channel, $"channels.{channel.Name}.resolve.ladder");
        }
    }

    /// <summary>A room that is warned in the moment the client writes is not warned of anything; the schema itself refuses a first rung at the limit.</summary>
    private static void Warnings(LintDraft draft, ChannelRules channel, string path)
    {
        if (draft.Has(path)
            && draft.UsedAt(path) is { } name
            && draft.Playbook.Ladders[name].Rungs is [{ Roles.IsEmpty: true } first, ..]
            && first.After == Duration.Zero)
        {
            draft.Wrong($"ladders.{name}.rungs[0].after", $"This warning is given at birth, in the moment a client of {channel.Title} begins to wait.", "Let some time pass first, or page a role.");
        }
    }
}
