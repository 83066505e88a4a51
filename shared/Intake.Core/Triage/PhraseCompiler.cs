using System.Collections.Immutable;

namespace Intake.Triage;

/// <summary>Turns phrases into steps over one vocabulary. Groups are known in the order they were defined.</summary>
internal sealed class PhraseCompiler(Vocabulary vocabulary)
{
    private readonly Dictionary<string, ImmutableArray<Phrase>> _groups = [];
    private readonly Dictionary<string, Step> _compiled = [];

    /// <summary>How many forks have been made.</summary>
    public int Forks { get; private set; }

    public void Define(WordGroup group) => _groups[group.Name] = [.. group.Phrases.SelectMany(phrase => Ways(Parsed(phrase)))];

    /// <summary>A phrase the reader has accepted; one it would not have accepted is a bug of the caller's.</summary>
    public (Step Step, Step? Elsewhere) Compile(string phrase) => Parsed(phrase) is Phrase.Also also
        ? (Compile(also.Part), Compile(also.Elsewhere))
        : (Compile(Parsed(phrase)), null);

    private static Phrase Parsed(string text) => PhraseParser.Parse(text) switch
    {
        ({ } phrase, _) => phrase,
        var (_, problem) => throw new ArgumentException($"{problem!.What} {problem.Remedy}", nameof(text)),
    };

    private Step Compile(Phrase phrase) => phrase switch
    {
        Phrase.Word word => new Step.OneOf(vocabulary.ClassOf([word])),
        Phrase.Group group when DateClasses.Named(group.Name) is { } date => new Step.OneOf((int)date),
        Phrase.Group group => Compile(group),
        Phrase.Either => Fork(Ways(phrase)),
        Phrase.Maybe maybe => new Step.Option(Compile(maybe.Part)),
        Phrase.Gap gap => new Step.Skip(gap.Words),
        Phrase.InOrder { Parts: [var only] } => Compile(only),
        Phrase.InOrder order => new Step.Chain([.. order.Parts.Select(Compile)]),
        _ => throw new System.Diagnostics.UnreachableException($"Nobody compiles {phrase.GetType().Name}."),
    };

    private Step Compile(Phrase.Group group) => _compiled.TryGetValue(group.Name, out var step) ? step : _compiled[group.Name] = Fork(Ways(group));

    // All single words of a group become one class: a group of a hundred words costs what one word costs.
    private Step Fork(ImmutableArray<Phrase> ways)
    {
        var words = ways.OfType<Phrase.Word>().ToArray();
        var others = ways.Where(way => way is not Phrase.Word).Select(Compile);
        ImmutableArray<Step> steps = words.Length == 0 ? [.. others] : [new Step.OneOf(vocabulary.ClassOf(words)), .. others];
        return steps is [var only] ? only : new Step.Fork(Forks++, steps);
    }

    private IEnumerable<Phrase> Alternatives(Phrase phrase) => phrase switch
    {
        Phrase.Group group when DateClasses.Named(group.Name) is null => _groups.TryGetValue(group.Name, out var ways)
            ? ways
            : throw new ArgumentException($"There is no word group \"{group.Name}\".", nameof(phrase)),
        Phrase.Either either => either.Ways.SelectMany(Alternatives),
        Phrase.InOrder { Parts: [var only] } => Alternatives(only),
        _ => [phrase],
    };

    private ImmutableArray<Phrase> Ways(Phrase phrase) => [.. Alternatives(phrase)];
}
