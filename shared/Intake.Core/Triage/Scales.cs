using Intake.Tickets;

namespace Intake.Triage;

/// <summary>All weights of a team, made ready: one look-up for each feature, whatever the number of opinions.</summary>
internal sealed class Scales
{
    private const int EvidenceShown = 3;

    private readonly IReadOnlyList<TriageWeights> _opinions;
    private readonly Dictionary<string, int> _index = [];
    private readonly List<int[]> _weights = [];

    public Scales(IReadOnlyList<TriageWeights> opinions)
    {
        _opinions = opinions;
        foreach (var (number, opinion) in opinions.Index())
        {
            foreach (var (feature, weight) in opinion.Weights)
            {
                if (!_index.TryGetValue(feature, out var at))
                {
                    _index.Add(feature, at = _weights.Count);
                    _weights.Add(new int[opinions.Count]);
                }

                _weights[at][number] = weight;
            }
        }
    }

    public bool IsEmpty => _opinions.Count == 0;

    public Weighing Weigh(Action<Features.Found> features)
    {
        var look = _index.GetAlternateLookup<ReadOnlySpan<char>>();
        var seen = new Dictionary<(int Feature, int Part), (int Start, int End)>();
        features((feature, part, start, end) =>
        {
            if (look.TryGetValue(feature, out var at))
            {
                seen.TryAdd((at, part), (start, end));
            }
        });
        return new Weighing(_opinions, Sums(seen), number => Heaviest(seen, number));
    }

    private double[] Sums(Dictionary<(int Feature, int Part), (int Start, int End)> seen)
    {
        var parts = new Dictionary<int, int[]>();
        foreach (var (feature, part) in seen.Keys)
        {
            if (!parts.TryGetValue(part, out var sums))
            {
                parts.Add(part, sums = new int[_opinions.Count]);
            }

            for (var number = 0; number < sums.Length; number++)
            {
                sums[number] += _weights[feature][number];
            }
        }

        return [.. _opinions.Select((_, number) => parts.Sum(part => part.Value[number] * (part.Key == Features.Whole || part.Value[number] > 0 ? 1 : TriageWeights.Against)))];
    }

    private List<(int Weight, int Start, int End)> Heaviest(Dictionary<(int Feature, int Part), (int Start, int End)> seen, int number) =>
    [
        .. seen.Where(found => _weights[found.Key.Feature][number] > 0)
            .Select(found => (Weight: _weights[found.Key.Feature][number], found.Value.Start, found.Value.End))
            .OrderByDescending(found => found.Weight).ThenBy(found => found.Start).ThenBy(found => found.End)
            .DistinctBy(found => (found.Start, found.End)).Take(EvidenceShown),
    ];
}

/// <summary>What the opinions made of one message.</summary>
internal sealed class Weighing(IReadOnlyList<TriageWeights> opinions, double[] sums, Func<int, List<(int Weight, int Start, int End)>> heaviest)
{
    /// <summary>Whether an opinion speaks clearly against what a rule says.</summary>
    public bool Doubts(Urgency urgency) => opinions.Index().Any(opinion => opinion.Item.Doubts.TryGetValue(urgency, out var least) && sums[opinion.Index] < least);

    /// <summary>The most pressing opinion above what is known already, and the words that weighed most.</summary>
    public (TriageWeights Opinion, List<(int Weight, int Start, int End)> Words)? Above(Urgency known)
    {
        (TriageWeights, List<(int Weight, int, int)>)? found = null;
        for (var number = 0; number < opinions.Count; number++)
        {
            var opinion = opinions[number];
            if (opinion.Class > known && sums[number] >= opinion.From && (opinion.Among is not { } among || known >= among)
                && heaviest(number) is var words && words.Sum(word => word.Weight) >= opinion.Evidence)
            {
                (known, found) = (opinion.Class, (opinion, words));
            }
        }

        return found;
    }
}
