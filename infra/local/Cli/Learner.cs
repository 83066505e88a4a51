using Intake.Triage;

namespace Intake.Local.Cli;

/// <summary>
/// Learns a weight for each feature from examples, the same from the same examples: logistic regression over the parts of a message, which are summed
/// as triage sums them.
/// </summary>
internal sealed class Learner
{
    private const int Rounds = 40;
    private const double Step = 0.05;

    /// <summary>Keeps weights small, so that no single word decides.</summary>
    private const double Decay = 0.015;

    /// <summary>What fewer examples show is chance.</summary>
    private const int LeastSeen = 3;

    private readonly Dictionary<string, int> _index = [];
    private readonly double[] _weights;

    /// <summary>What is missed costs <paramref name="care"/> times a false alarm.</summary>
    public Learner(IReadOnlyList<(IReadOnlyCollection<(string Feature, int Part)> Features, bool Is)> examples, double care)
    {
        var seen = examples.SelectMany(example => example.Features.Select(f => f.Feature).Distinct()).CountBy(feature => feature).Where(feature => feature.Value >= LeastSeen);
        foreach (var (feature, _) in seen.OrderBy(feature => feature.Key, StringComparer.Ordinal))
        {
            _index.Add(feature, _index.Count);
        }

        _weights = new double[_index.Count];
        Repeat([.. examples.Select(example => (Parts(example.Features), example.Is))], care, new Random(1));
    }

    public double Bias { get; private set; }

    public IEnumerable<(string Feature, double Weight)> Weights => _index.Select(entry => (entry.Key, _weights[entry.Value]));

    // The whole message first.
    private int[][] Parts(IReadOnlyCollection<(string Feature, int Part)> features)
    {
        var known = features.Where(feature => _index.ContainsKey(feature.Feature)).ToLookup(feature => feature.Part, feature => _index[feature.Feature]);
        return [[.. known[-1]], .. known.Where(part => part.Key >= 0).Select(part => part.ToArray())];
    }

    private double Sum(int[][] parts, double[] slopes)
    {
        var sum = Bias;
        for (var p = 0; p < parts.Length; p++)
        {
            var part = parts[p].Sum(at => _weights[at]);
            slopes[p] = p == 0 || part > 0 ? 1 : TriageWeights.Against;
            sum += part * slopes[p];
        }

        return sum;
    }

    private void Repeat((int[][] Parts, bool Is)[] rows, double care, Random random)
    {
        var (squares, biasSquares) = (new double[_weights.Length], 0.01);
        Array.Fill(squares, 0.01);
        var slopes = new double[rows.Max(row => row.Parts.Length)];
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(rows);
            foreach (var (parts, isSo) in rows)
            {
                var error = ((1 / (1 + Math.Exp(-Sum(parts, slopes)))) - (isSo ? 1 : 0)) * (isSo ? care : 1);
                for (var p = 0; p < parts.Length; p++)
                {
                    foreach (var at in parts[p])
                    {
                        var slope = (error * slopes[p]) + (Decay * _weights[at]);
                        squares[at] += slope * slope;
                        _weights[at] -= Step / Math.Sqrt(squares[at]) * slope;
                    }
                }

                biasSquares += error * error;
                Bias -= Step / Math.Sqrt(biasSquares) * error;
            }
        }
    }
}
