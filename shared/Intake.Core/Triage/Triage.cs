using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Triage;

/// <summary>Classifies a message by its channel and content (TS-U2).</summary>
public static class Triage
{
    public static Classification Classify(TriageRules rules, ChannelKind channel, string text, ZonedDateTime writtenAt)
    {
        foreach (var rule in rules.Rules.OrderByDescending(rule => rule.Class))
        {
            if (rule.Phrases.FirstOrDefault(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase)) is { } phrase)
            {
                return new Classification(rule.Class, rule.Clause, rule.Id, [phrase]);
            }
        }

        return new Classification(Urgency.NonUrgent, rules.Rules[^1].Clause, "default", []);
    }
}
