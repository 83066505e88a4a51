using System.Collections.Immutable;
using Intake.Tickets;
using NodaTime;

namespace Intake.Triage;

/// <summary>A team's rules, compiled.</summary>
internal sealed class RuleBook
{
    private const int EvidenceShown = 3;

    private readonly TriageRules _rules;
    private readonly Vocabulary _vocabulary;
    private readonly PhraseCompiler _compiler;
    private readonly Dates _dates;
    private readonly PhraseIndex<string> _turns;
    private readonly PhraseIndex<int> _matches;
    private readonly PhraseIndex<TriageGuard> _guards;

    public RuleBook(TriageRules rules)
    {
        _rules = rules;
        _vocabulary = new Vocabulary(rules.NoTypos);
        _compiler = new PhraseCompiler(_vocabulary);
        foreach (var group in rules.Groups)
        {
            _compiler.Define(group);
        }

        (_turns, _matches, _guards) = (new(_compiler), new(_compiler), new(_compiler));
        _dates = new Dates(Indexed(_compiler, rules.Dates));
        _turns.Add("turn", rules.Turns);
        foreach (var (index, rule) in rules.Rules.Index())
        {
            _matches.Add(index, rule.Phrases);
        }

        foreach (var guard in rules.Guards)
        {
            _guards.Add(guard, guard.Phrases);
        }
    }

    public Classification Classify(string text, LocalDateTime written)
    {
        var message = new Message(text, _vocabulary, _compiler.Forks);
        _dates.Mark(message, written);
        message.Turn(_turns.Find(message).Select(hit => hit.Start));
        var guards = Shields(message);
        var matches = _matches.Find(message).OrderByDescending(hit => _rules.Rules[hit.Owner].Class).ThenBy(hit => hit.Owner).ThenBy(hit => hit.Start).ToList();
        var standing = matches.Where(hit => !guards.Exists(guard => guard.Covers(_rules.Rules[hit.Owner], hit.Start, hit.End))).ToList();
        return standing is [var first, ..] ? Decided(message, first.Owner, standing)
            : matches is [var guarded, ..] ? Guarded(message, guards, guarded)
            : new Classification(Urgency.NonUrgent, Otherwise, "default", []);
    }

    /// <summary>The day a message is about; null when it names none that is not over.</summary>
    public LocalDate? Day(string text, LocalDateTime written) => _dates.Day(new Message(text, _vocabulary, _compiler.Forks), written);

    private string Otherwise => _rules.Otherwise ?? (_rules.Rules is [.., var last] ? last.Clause : "");

    private Classification Decided(Message message, int owner, List<Hit<int>> standing)
    {
        var rule = _rules.Rules[owner];
        var words = standing.TakeWhile(hit => hit.Owner == owner).Select(hit => message.Words(hit.Start, hit.End)).Distinct().Take(EvidenceShown);
        return new Classification(rule.Class, rule.Clause, rule.Id, [.. words]);
    }

    private Classification Guarded(Message message, List<Shield> guards, Hit<int> hit)
    {
        var shield = guards.Find(guard => guard.Covers(_rules.Rules[hit.Owner], hit.Start, hit.End))!;
        return new Classification(Urgency.NonUrgent, shield.Guard.Clause, shield.Guard.Id, [shield.Words, message.Words(hit.Start, hit.End)]);
    }

    // A guard is said in one clause: in "No, she is injured" nothing is denied.
    private List<Shield> Shields(Message message) =>
        [.. _guards.Find(message).Where(hit => message.Clauses.Ends[hit.Start] >= hit.End).GroupBy(hit => hit.Owner).Select(hits => new Shield(hits.Key, message, hits))];

    private static PhraseIndex<DateWords> Indexed(PhraseCompiler compiler, ImmutableArray<DateWords> dates)
    {
        var index = new PhraseIndex<DateWords>(compiler);
        foreach (var date in dates)
        {
            index.Add(date, date.Phrases);
        }

        return index;
    }
}
