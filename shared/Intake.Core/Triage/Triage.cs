using Intake.Playbooks;
using NodaTime;

namespace Intake.Triage;

/// <summary>Classifies a message by its content (TS-U2). What a channel makes of the class is the playbook's channel section.</summary>
public static class Triage
{
    public static Classification Classify(TriageRules rules, ChannelKind channel, string text, ZonedDateTime writtenAt) => rules.Book.Classify(text, writtenAt.LocalDateTime);
}
