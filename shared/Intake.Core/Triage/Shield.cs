using Intake.Tickets;

namespace Intake.Triage;

/// <summary>A guard in one message: which words lie in its reach.</summary>
internal sealed class Shield
{
    // How many of the words before this one are covered.
    private readonly int[] _before;

    public Shield(TriageGuard guard, Message message, IEnumerable<Hit<TriageGuard>> hits)
    {
        Guard = guard;
        var changes = new int[message.Tokens.Count + 1];
        foreach (var hit in hits)
        {
            if (Words is null)
            {
                (Words, Start) = (message.Words(hit.Start, hit.End), hit.Start);
            }

            var (from, to) = Reached(guard.Reach, message, hit.Start, hit.End);
            changes[from]++;
            changes[to]--;
        }

        _before = new int[message.Tokens.Count + 1];
        for (var (i, open) = (0, 0); i < message.Tokens.Count; i++)
        {
            open += changes[i];
            _before[i + 1] = _before[i] + (open > 0 ? 1 : 0);
        }
    }

    public TriageGuard Guard { get; }

    /// <summary>What the guard was recognised by.</summary>
    public string Words { get; } = null!;

    /// <summary>The token it was first recognised at.</summary>
    public int Start { get; }

    public bool Covers(TriageRule rule, int start, int end) => Covers(rule.Class, start, end) && !rule.Despite.Contains(Guard.Id);

    public bool Covers(Urgency urgency, int start, int end) => _before[end] > _before[start] && Guard.Weakens.Contains(urgency);

    private static (int From, int To) Reached(Reach reach, Message message, int start, int end) => reach switch
    {
        Reach.Match => (start, end),
        Reach.Onward => (start, message.Clauses.Ends[end - 1]),
        Reach.Clause => (message.Clauses.Starts[start], message.Clauses.Ends[end - 1]),
        Reach.Sentence => (message.Sentences.Starts[start], message.Sentences.Ends[end - 1]),
        Reach.Before => (0, message.Clauses.Ends[end - 1]),
        Reach.Message => (0, message.Tokens.Count),
    };
}
