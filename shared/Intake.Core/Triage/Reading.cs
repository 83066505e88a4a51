using Intake.Tickets;

namespace Intake.Triage;

/// <summary>One message as the rules see it, and what they make of it.</summary>
internal sealed class Reading
{
    private const int EvidenceShown = 3;

    private readonly TriageRules _rules;
    private readonly Scales _scales;
    private readonly Message _message;
    private readonly List<Shield> _guards;
    private readonly PhraseIndex<string> _signs;
    private readonly List<Hit<int>> _matches;
    private readonly List<Hit<int>> _standing;

    public Reading(TriageRules rules, Scales scales, Message message, List<Shield> guards, List<Hit<int>> matches, PhraseIndex<string> signs)
    {
        (_rules, _scales, _message, _guards, _signs) = (rules, scales, message, guards, signs);
        _matches = [.. matches.OrderByDescending(hit => rules.Rules[hit.Owner].Class).ThenBy(hit => hit.Owner).ThenBy(hit => hit.Start)];
        _standing = [.. _matches.Where(hit => !guards.Exists(guard => guard.Covers(rules.Rules[hit.Owner], hit.Start, hit.End)))];
    }

    /// <summary>The most pressing rule no guard covers and no opinion doubts, or an opinion that is more pressing.</summary>
    public Classification Decide()
    {
        if (_scales.IsEmpty || _message.Tokens.Count == 0)
        {
            return ByRules(_ => true);
        }

        var weighing = _scales.Weigh(Show);
        var ruled = ByRules(urgency => !weighing.Doubts(urgency));
        return weighing.Above(ruled.Urgency, urgency => Silencing(urgency) is null) is var (opinion, words, matter)
            ? new Classification(opinion.Class, opinion.Clause, matter ?? opinion.Id, [.. words.Select(at => _message.Words(at.Start, at.End)).Distinct()])
            : ruled;
    }

    public void Show(Features.Found found)
    {
        var features = new Features(_message, _guards);
        features.Words(found);
        features.Days(found);
        features.Guards(found);
        features.Rules(_matches, _rules.Rules, found);
        features.Signs(_signs.Find(_message), found);
    }

    private string Otherwise => _rules.Otherwise ?? (_rules.Rules is [.., var last] ? last.Clause : "");

    private Classification ByRules(Func<Urgency, bool> believed)
    {
        var standing = _standing.Find(hit => believed(_rules.Rules[hit.Owner].Class));
        return standing != default ? Ruled(standing.Owner)
            : _matches is [var first, ..] && Shielding(first) is { } shield ? Guarded(first, shield)
            : Silencing(Urgency.Urgent) is { } whole ? new Classification(Urgency.NonUrgent, whole.Guard.Clause, whole.Guard.Id, [whole.Words])
            : new Classification(Urgency.NonUrgent, Otherwise, "default", []);
    }

    // An opinion is about the whole message: a guard that reaches so far takes its force as it takes a rule's.
    private Shield? Silencing(Urgency urgency) => _guards.Find(guard => guard.Guard.Reach == Reach.Message && guard.Guard.Weakens.Contains(urgency));

    private Classification Ruled(int owner)
    {
        var rule = _rules.Rules[owner];
        var words = _standing.Where(hit => hit.Owner == owner).Select(hit => _message.Words(hit.Start, hit.End)).Distinct().Take(EvidenceShown);
        return new Classification(rule.Class, rule.Clause, rule.Id, [.. words]);
    }

    private Shield? Shielding(Hit<int> hit) => _guards.Find(guard => guard.Covers(_rules.Rules[hit.Owner], hit.Start, hit.End));

    private Classification Guarded(Hit<int> hit, Shield shield) =>
        new(Urgency.NonUrgent, shield.Guard.Clause, shield.Guard.Id, [shield.Words, _message.Words(hit.Start, hit.End)]);
}
