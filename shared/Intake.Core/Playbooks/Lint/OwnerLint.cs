namespace Intake.Playbooks.Lint;

/// <summary>What the SOP's owner should know: decisions taken for them, questions only they can answer.</summary>
internal static class OwnerLint
{
    public static void Check(LintDraft draft)
    {
        foreach (var (decision, i) in draft.Playbook.Decisions.Select((decision, i) => (decision, i)))
        {
            draft.Add(FindingKind.Decision, $"decisions[{i}]", decision.Where, decision.Decision, decision.Clauses);
        }

        foreach (var (question, i) in draft.Playbook.Undecided.Select((question, i) => (question, i)))
        {
            draft.Add(FindingKind.Undecided, $"undecided[{i}]", question.What, question.Meanwhile, [question.Clause]);
        }

        foreach (var link in draft.Playbook.Links.Where(link => link.Url is null))
        {
            draft.Add(FindingKind.NotSupplied, $"links.{link.Name}", $"{link.Title} has not been supplied.", $"Give links.{link.Name} its \"url: …\" instead of \"missing: true\".", [link.Clause]);
        }
    }
}
