namespace Intake.Triage;

/// <summary>Where a phrase of an owner matched: the tokens [Start, End).</summary>
internal readonly record struct Hit<T>(T Owner, int Start, int End);

/// <summary>Phrases by the words they begin with.</summary>
internal sealed class PhraseIndex<T>
{
    private readonly Dictionary<int, List<Entry>> _byFirst = [];
    private readonly PhraseCompiler _compiler;

    public PhraseIndex(PhraseCompiler compiler) => _compiler = compiler;

    public void Add(T owner, IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            var (step, elsewhere) = _compiler.Compile(phrase);
            var entry = new Entry(owner, step, elsewhere);
            foreach (var first in step.First.Distinct())
            {
                if (!_byFirst.TryGetValue(first, out var entries))
                {
                    _byFirst.Add(first, entries = []);
                }

                entries.Add(entry);
            }
        }
    }

    public List<Hit<T>> Find(Message message)
    {
        var hits = new List<Hit<T>>();
        foreach (var first in message.Present)
        {
            if (_byFirst.TryGetValue(first, out var entries))
            {
                foreach (var entry in entries)
                {
                    Find(message, first, entry, hits);
                }
            }
        }

        return hits;
    }

    private static void Find(Message message, int first, Entry entry, List<Hit<T>> hits)
    {
        if (!entry.Step.IsPossible(message))
        {
            return;
        }

        var (step, elsewhere) = (entry.Step, entry.Elsewhere);
        for (var start = message.Next(first, 0); start >= 0; start = message.Next(first, start + 1))
        {
            if (step.EndFrom(start, message) is >= 0 and var end)
            {
                if (elsewhere?.Occurs(message) == false)
                {
                    return;
                }

                hits.Add(new Hit<T>(entry.Owner, start, end));
            }
        }
    }

    private sealed record Entry(T Owner, Step Step, Step? Elsewhere);
}
