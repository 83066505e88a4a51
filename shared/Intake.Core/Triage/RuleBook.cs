using System.Collections.Immutable;
using NodaTime;

namespace Intake.Triage;

/// <summary>A team's rules, compiled.</summary>
internal sealed class RuleBook
{
    private readonly TriageRules _rules;
    private readonly Vocabulary _vocabulary;
    private readonly PhraseCompiler _compiler;
    private readonly Dates _dates;
    private readonly PhraseIndex<string> _turns;
    private readonly PhraseIndex<int> _matches;
    private readonly PhraseIndex<TriageGuard> _guards;
    private readonly PhraseIndex<string> _signs;
    private readonly Scales _scales;

    [ThreadStatic]
    private static Classified? _last;

    public RuleBook(TriageRules rules)
    {
        _rules = rules;
        _vocabulary = new Vocabulary(rules.NoTypos);
        _compiler = new PhraseCompiler(_vocabulary);
        foreach (var group in rules.Groups)
        {
            _compiler.Define(group);
        }

        (_turns, _matches, _guards, _signs) = (new(_compiler), new(_compiler), new(_compiler), new(_compiler));
        _scales = new Scales(rules.Weights);
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

        foreach (var sign in rules.Signs)
        {
            _signs.Add(sign.Name, sign.Phrases);
        }
    }

    public Classification Classify(string text, LocalDateTime written)
    {
        // A first message is asked about twice: for its class, and for its title.
        if (_last is not { } last || last.Book != this || last.Written != written || last.Text != text)
        {
            _last = last = new Classified(this, text, written, Read(text, written).Decide());
        }

        return last.Classification;
    }

    /// <summary>What the message shows: that is all that weights can be learnt from.</summary>
    public void Show(string text, LocalDateTime written, Features.Found found) => Read(text, written).Show(found);

    private sealed record Classified(RuleBook Book, string Text, LocalDateTime Written, Classification Classification);

    private Reading Read(string text, LocalDateTime written)
    {
        var message = new Message(text, _vocabulary);
        _dates.Mark(message, written);
        message.Turn(_turns.Find(message).Select(hit => hit.Start));
        return new Reading(_rules, _scales, message, Shields(message), _matches.Find(message), _signs);
    }

    /// <summary>The day a message is about; null when it names none that is not over.</summary>
    public LocalDate? Day(string text, LocalDateTime written) => _dates.Day(new Message(text, _vocabulary), written);

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
