using System.Collections.Immutable;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>How a ticket passes through its stages between team and client: what the client is told, reminded of, and what their answer does.</summary>
internal static class LifecycleSection
{
    public static MessageRule ReadMessage(YamlCursor at, Names names)
    {
        var map = at.Map("example", "template", "clause");
        return new MessageRule(map.Text("example"), map.OptionalReference("template", "template", names.Templates), map.Clause(names));
    }

    public static OnReplyRule ReadOnReply(YamlCursor at, string stage, Names names)
    {
        var map = at.Map("to", "clause");
        var rule = new OnReplyRule(map.Reference("to", "stage", names.Stages), map.Clause(names));
        if (rule.To == stage)
        {
            map.Optional("to")!.Error("The ticket is in this stage already.", "Name the stage in which an answer is dealt with, or remove on-reply.");
        }

        return rule;
    }

    /// <summary>In order, each before the ticket closes by itself.</summary>
    public static ImmutableArray<ClientReminderRule> ReadReminders(YamlCursor? at, ClosesAfterRule? closes, Names names)
    {
        var rules = ImmutableArray.CreateBuilder<ClientReminderRule>();
        foreach (var item in at?.Items("reminders") ?? [])
        {
            var map = item.Map("after", "template", "clause");
            var rule = new ClientReminderRule(map.Length("after"), map.Template(names), map.Clause(names));
            if (rules.LastOrDefault() is { } before && rule.After <= before.After)
            {
                item.Error($"This reminder does not come after the one before it, at {Spoken.Length(before.After)}.", "Write reminders in order of time.");
            }
            else if (closes is { FromQuestion: true } && rule.After >= closes.After)
            {
                item.Error($"The ticket has closed by itself after {Spoken.Length(closes.After)}: this reminder is never sent.", "Let it come earlier, or the close later.");
            }

            rules.Add(rule);
        }

        return rules.ToImmutable();
    }

    public static HoldRule ReadHold(YamlCursor at, Names names)
    {
        var map = at.Map("day-at", "again-after", "template", "room", "clause");
        return new HoldRule(map.Required("day-at")?.Time() ?? default, map.Length("again-after"), map.Template(names), map.Room(names), map.Clause(names));
    }

    public static SealedRule ReadSealed(YamlCursor at, bool closed, Names names)
    {
        if (!closed)
        {
            at.Error("Only the closed stage can be sealed.", "Move \"sealed\" to the stage with \"closed: true\".");
        }

        return new SealedRule(at.Map("clause").Clause(names));
    }
}
