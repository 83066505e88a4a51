namespace Intake.Playbooks.Lint;

/// <summary>Stages that no ticket comes to, and stages that no ticket leaves.</summary>
internal static class StageLint
{
    public static void Check(LintDraft draft)
    {
        var stages = draft.Playbook.Stages;
        var reached = Reached(draft.Playbook, [draft.Playbook.FirstStage.Name]);
        for (var i = 0; i < stages.Length; i++)
        {
            if (!reached.Contains(stages[i].Name))
            {
                draft.Wrong($"stages[{i}]", $"No stage leads to {stages[i].Label}.", "Name it in the \"moves\" of the stage before it, or remove it.");
            }
            else if (!Reached(draft.Playbook, [stages[i].Name]).Contains(draft.Playbook.ClosedStage.Name))
            {
                draft.Wrong($"stages[{i}]", $"No way leads from {stages[i].Label} to {draft.Playbook.ClosedStage.Label}.", "Name the next stage in its \"moves\".");
            }
        }
    }

    private static HashSet<string> Reached(Playbook playbook, HashSet<string> from)
    {
        var next = new Queue<string>(from);
        while (next.TryDequeue(out var name))
        {
            foreach (var to in playbook.Stages.Where(to => Leads(playbook, playbook.StageOf(name), to) && from.Add(to.Name)))
            {
                next.Enqueue(to.Name);
            }
        }

        return from;
    }

    /// <summary>By an agent's move, by what became of a plan, or by itself. A closed ticket may be taken up anywhere, which is no way to a stage.</summary>
    private static bool Leads(Playbook playbook, Stage from, Stage to) =>
        (from.MayGoTo(to.Name) && !(from.Closed && from.Moves.IsDefault))
        || (from.Executes is { } plan && (plan.Done == to.Name || plan.Bill == to.Name || plan.Failed == to.Name))
        || from.OnReply?.To == to.Name
        || (from.ClosesAfter is not null && to == playbook.ClosedStage);
}
