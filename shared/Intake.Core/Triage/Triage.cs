using Intake.Playbooks;
using NodaTime;

namespace Intake.Triage;

/// <summary>Classifies a message by its content and its channel (TS-U2).</summary>
public static class Triage
{
    /// <summary>The class on this channel: where every contact starts at one (TS-A1), the content can only raise it.</summary>
    public static Classification Judge(TriageRules rules, ChannelRules channel, string text, ZonedDateTime writtenAt)
    {
        var content = Classify(rules, channel.Kind, text, writtenAt);
        return channel.Starts is { } starts && content.Urgency < starts
            ? new Classification(starts, channel.Clause, $"every contact on {channel.Title}", [])
            : content;
    }

    /// <summary>The class by content alone.</summary>
    public static Classification Classify(TriageRules rules, ChannelKind channel, string text, ZonedDateTime writtenAt) => rules.Book.Classify(text, writtenAt.LocalDateTime);

    /// <summary>What the message shows, as weights name it, once in each of its parts (<see cref="TriageWeights"/>); part -1 is the whole message.</summary>
    public static IReadOnlyCollection<(string Feature, int Part)> Shown(TriageRules rules, string text, ZonedDateTime writtenAt)
    {
        var shown = new HashSet<(string, int)>();
        rules.Book.Show(text, writtenAt.LocalDateTime, (feature, part, _, _) => shown.Add((feature.ToString(), part)));
        return shown;
    }
}
