using System.Collections.Immutable;

namespace Intake.Playbooks;

/// <summary>A test that says which clause it holds: where it stands and what it is called.</summary>
public sealed record ClauseTest(string Clause, string File, int Line, string Class, string Method);

/// <summary>
/// What keeps one clause: the rules that cite it and the tests that hold it; or the people whose duty it is, with Intake's help; or a decision,
/// or a question still open.
/// </summary>
public sealed record ClauseCoverage(
    string Clause, string Sentence, ImmutableArray<Reference> Rules, ImmutableArray<ClauseTest> Tests, HumanDuty? Duty, ImmutableArray<SopDecision> Decisions, OpenQuestion? Open)
{
    /// <summary>Our own clause, not the SOP's.</summary>
    public bool IsOurs => Sentence.StartsWith('°');

    /// <summary>What is missing, in words; null when nothing is.</summary>
    public string? Missing => this switch
    {
        { Rules.IsEmpty: false, Tests.IsEmpty: false } => null,
        { Rules.IsEmpty: true } when Duty is not null || Open is not null => null,
        { Rules.IsEmpty: true, Decisions.IsEmpty: false, Tests.IsEmpty: false } => null,
        { Rules.IsEmpty: true, Tests.IsEmpty: true } => "no rule and no test",
        { Rules.IsEmpty: true } => "no rule in the playbook cites it",
        _ => "no test holds it",
    };
}

/// <summary>Clause by clause, what keeps the SOP.</summary>
public static class Coverage
{
    // Sections that speak about clauses and do nothing about them.
    private static readonly string[] NoRules = ["decisions", "undecided", "human-duties"];

    /// <summary>Every clause of the playbook, in the order of its text.</summary>
    public static ImmutableArray<ClauseCoverage> Of(Playbook playbook, ImmutableArray<Reference> references, IEnumerable<ClauseTest> tests)
    {
        var cited = references.Where(reference => reference.Kind == "clause" && !NoRules.Contains(reference.Path.Split('.', '[')[0])).ToLookup(reference => reference.Name);
        var held = tests.ToLookup(test => test.Clause);
        return
        [
            .. playbook.Clauses.OrderBy(clause => clause.Key, StringComparer.Ordinal).Select(clause => new ClauseCoverage(
                clause.Key,
                clause.Value,
                [.. cited[clause.Key]],
                [.. held[clause.Key]],
                playbook.HumanDuties.FirstOrDefault(duty => duty.Clause == clause.Key),
                [.. playbook.Decisions.Where(decision => decision.Clauses.Contains(clause.Key))],
                playbook.Undecided.FirstOrDefault(question => question.Clause == clause.Key))),
        ];
    }
}
