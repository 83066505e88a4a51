using Intake.Tickets;
using Intake.Time;

namespace Intake.Playbooks.Lint;

/// <summary>Rules of a channel that can never take effect.</summary>
internal static class ChannelLint
{
    public static void Check(LintDraft draft)
    {
        foreach (var channel in draft.Playbook.Channels.Values)
        {
            AutoReplies(draft, channel);
            UnmonitoredLadders(draft, channel);
        }

        for (var i = 0; i < draft.Playbook.Reminders.Length; i++)
        {
            Reminder(draft, i);
        }

        foreach (var (stage, i) in draft.Playbook.Stages.Select((stage, i) => (stage, i)))
        {
            if (stage is { Closed: true, Nag: not null })
            {
                draft.Wrong($"stages[{i}].nag", "A closed ticket has no clocks: this can never fire.", "Remove it, or give it to an earlier stage.");
            }
        }
    }

    private static void AutoReplies(LintDraft draft, ChannelRules channel)
    {
        if (channel.AutoReply is not null && NeverCloses(channel.Monitored))
        {
            draft.Wrong($"channels.{channel.Name}.auto-reply", $"{channel.Title} is always monitored: this is never sent.", "Remove it, or name the calendar of the hours somebody looks.");
        }

        if (channel is { AutoReply: not null, Kind: ChannelKind.Phone })
        {
            draft.Wrong($"channels.{channel.Name}.auto-reply", "A call takes no texts: this is never sent.", "Remove it.");
        }
    }

    private static void UnmonitoredLadders(LintDraft draft, ChannelRules channel)
    {
        if (!NeverCloses(channel.Monitored))
        {
            return;
        }

        for (var i = 0; draft.Has($"channels.{channel.Name}.respond[{i}]"); i++)
        {
            var path = $"channels.{channel.Name}.respond[{i}].unmonitored";
            if (draft.Has(path))
            {
                draft.Wrong(path, $"{channel.Title} is always monitored: this ladder can never fire.", "Remove it, or name the calendar of the hours somebody looks.");
            }
        }
    }

    private static void Reminder(LintDraft draft, int i)
    {
        var (reminders, path) = (draft.Playbook.Reminders, $"reminders[{i}]");
        var reminder = reminders[i];
        var channel = draft.Playbook.Channels[reminder.Channel];
        if (channel.Kind == ChannelKind.Phone)
        {
            draft.Wrong(path, "A call takes no texts: this is never sent.", "Remove it, or name another channel.");
        }
        else if (reminder.Outside == true && NeverCloses(channel.Advertised))
        {
            draft.Wrong($"{path}.hours", $"{channel.Title} is advertised at all hours: there is no \"outside\".", "Write \"hours: inside\", or remove the reminder.");
        }

        if (channel.Starts is { } starts && reminder.Classes.All(urgency => urgency > starts))
        {
            draft.Wrong($"{path}.classes", $"{channel.Title} starts every contact as {Words.Of(starts)}: this class does not occur.", "Name a class that occurs.");
        }

        // The first that fits is sent, and one per ticket.
        if (reminders.Take(i).FirstOrDefault(earlier => Covers(earlier, reminder)) is { } before)
        {
            var line = reminders.IndexOf(before) + 1;
            draft.Wrong(path, $"Reminder {line} already covers every case of this one: it is never sent.", "Remove one of the two, or narrow the earlier.");
        }

        NeedsTemplate(draft, path, channel, reminder.Template);
    }

    private static bool Covers(ReminderRule earlier, ReminderRule later) =>
        earlier.Channel == later.Channel && (earlier.Outside is null || earlier.Outside == later.Outside) && later.Classes.All(urgency => earlier.Classes.Contains(urgency));

    // Meta's rule: after 24 hours of the client's silence only an approved template may be sent. A reminder follows the help, whenever that is.
    private static void NeedsTemplate(LintDraft draft, string path, ChannelRules channel, string template)
    {
        if (channel.Kind is ChannelKind.WhatsApp && draft.Playbook.Templates[template].WhatsAppTemplate is null)
        {
            draft.Wrong(
                $"{path}.template",
                $"\"{template}\" may fall outside WhatsApp's 24-hour window, where only an approved template is taken.",
                $"Give templates.{template} its \"whatsapp-template: …\".");
        }
    }

    private static bool NeverCloses(BusinessCalendar calendar) => CalendarLint.NeverCloses(calendar);
}
