using Intake.Tickets;

namespace Intake.Triage;

/// <summary>All weights of a team, made ready: one look-up for each feature, whatever the number of opinions.</summary>
internal sealed class Scales
{
    private const int EvidenceShown = 3;

    private readonly IReadOnlyList<TriageWeights> _opinions;
    private readonly Dictionary<string, int> _index = [];
    private readonly List<int[]> _weights = [];
    private readonly HashSet<int>[] _restsOn;
    private readonly (string Rule, HashSet<int> Features)[][] _matters;

    public Scales(IReadOnlyList<TriageWeights> opinions)
    {
        _opinions = opinions;
        foreach (var (number, opinion) in opinions.Index())
        {
            foreach (var (feature, weight) in opinion.Weights)
            {
                _weights[Known(feature)][number] = weight;
            }
        }

        // What is asked for must be noticed, though it may weigh nothing.
        _restsOn = [.. opinions.Select(opinion => opinion.RestsOn.Select(Known).ToHashSet())];
        _matters = [.. opinions.Select(opinion => opinion.Matters.Select(matter => (matter.Rule, matter.Features.Select(Known).ToHashSet())).ToArray())];
    }

    private int Known(string feature)
    {
        if (!_index.TryGetValue(feature, out var at))
        {
            _index.Add(feature, at = _weights.Count);
            _weights.Add(new int[_opinions.Count]);
        }

        return at;
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
        return new Weighing(_opinions, Sums(seen), number => Rests(seen, number), number => Heaviest(seen, number), number => Matter(seen, number));
    }

    private bool Rests(Dictionary<(int Feature, int Part), (int Start, int End)> seen, int number) =>
        _restsOn[number].Count == 0 || seen.Keys.Any(found => _restsOn[number].Contains(found.Feature));

    private string? Matter(Dictionary<(int Feature, int Part), (int Start, int End)> seen, int number) =>
        _matters[number].FirstOrDefault(matter => seen.Keys.Any(found => matter.Features.Contains(found.Feature))).Rule;

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
internal sealed class Weighing(
    IReadOnlyList<TriageWeights> opinions, double[] sums, Func<int, bool> rests, Func<int, List<(int Weight, int Start, int End)>> heaviest, Func<int, string?> matter)
{
    /// <summary>Whether an opinion speaks clearly against what a rule says.</summary>
    public bool Doubts(Urgency urgency) => opinions.Index().Any(opinion => opinion.Item.Doubts.TryGetValue(urgency, out var least) && sums[opinion.Index] < least);

    /// <summary>
    /// The most pressing opinion above what is known already, of a class that is <paramref name="open"/>, the words that weighed most, and the rule whose matter it is.
    /// </summary>
    public (TriageWeights Opinion, List<(int Weight, int Start, int End)> Words, string? Matter)? Above(Urgency known, Func<Urgency, bool> open)
    {
        (TriageWeights, List<(int Weight, int, int)>, string?)? found = null;
        for (var number = 0; number < opinions.Count; number++)
        {
            var opinion = opinions[number];
            if (opinion.Class > known && open(opinion.Class) && sums[number] >= opinion.From && (opinion.Among is not { } among || known >= among)
                && rests(number) && heaviest(number) is var words && words.Sum(word => word.Weight) >= opinion.Evidence)
            {
                (known, found) = (opinion.Class, (opinion, words, matter(number)));
            }
        }

        return found;
    }
}
