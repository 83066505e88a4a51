namespace Intake.Playbooks.Lint;

/// <summary>Texts nobody sends, and rooms nobody posts to.</summary>
internal static class TextLint
{
    public static void Check(LintDraft draft)
    {
        foreach (var name in draft.Playbook.Templates.Keys.Where(name => !draft.Uses("template", name).Any()))
        {
            draft.Wrong($"templates.{name}", "No rule sends this text.", "Name it in the rule that should, or remove it.");
        }

        foreach (var name in draft.Playbook.Rooms.Keys.Where(name => !draft.Uses("room", name).Any()))
        {
            draft.Wrong($"rooms.{name}", "No rule posts to this room.", "Name it in the rule that should, or remove it.");
        }
    }
}
