using System.Collections.Immutable;

namespace Intake.Triage;

/// <summary>Phrases of one meaning, in the language of triage: which sentences hold one, and whether a text holds nothing else.</summary>
public sealed class PhraseBook(ImmutableArray<string> phrases)
{
    private readonly Lazy<Compiled> _compiled = new(() => new Compiled(phrases));

    /// <summary>The phrases as the playbook writes them.</summary>
    public ImmutableArray<string> Phrases => phrases;

    /// <summary>The sentences in which one of the phrases stands, in order.</summary>
    public IReadOnlyList<string> SentencesWithOne(string text)
    {
        var message = _compiled.Value.Read(text);
        return
        [
            .. _compiled.Value.Index.Find(message).Select(hit => (Start: message.Sentences.Starts[hit.Start], End: message.Sentences.Ends[hit.Start])).Distinct().Order()
                .Select(sentence => message.Words(sentence.Start, sentence.End)),
        ];
    }

    /// <summary>The words of the first phrase that stands in the text; null when none does.</summary>
    public string? First(string text)
    {
        var message = _compiled.Value.Read(text);
        return _compiled.Value.Index.Find(message).OrderBy(hit => hit.Start).Select(hit => message.Words(hit.Start, hit.End)).FirstOrDefault();
    }

    /// <summary>The text is made of the phrases and of <paramref name="also"/> (names) alone, and of at least one phrase.</summary>
    public bool IsAll(string text, IReadOnlyCollection<string> also)
    {
        var message = _compiled.Value.Read(text);
        var said = new bool[message.Tokens.Count];
        foreach (var hit in _compiled.Value.Index.Find(message))
        {
            said.AsSpan(hit.Start, hit.End - hit.Start).Fill(true);
        }

        var names = also.SelectMany(Tokens.Of).Select(token => token.Word).ToHashSet();
        return said.Contains(true) && message.Tokens.Index().All(token => said[token.Index] || token.Item.Word == "!!" || names.Contains(token.Item.Word));
    }

    private sealed class Compiled
    {
        private readonly Vocabulary _vocabulary = new([]);
        private readonly PhraseCompiler _compiler;

        public Compiled(ImmutableArray<string> phrases)
        {
            _compiler = new PhraseCompiler(_vocabulary);
            Index = new PhraseIndex<string>(_compiler);
            Index.Add("", phrases);
        }

        public PhraseIndex<string> Index { get; }

        public Message Read(string text) => new(text, _vocabulary);
    }
}
