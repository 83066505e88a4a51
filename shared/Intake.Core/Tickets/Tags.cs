using System.Collections.Immutable;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Short words on a ticket by which tickets are found and counted ("No Response"). The same word in other letters is the same tag.</summary>
internal static class Tags
{
    private const int Longest = 60;
    private const int Most = 40;

    /// <summary>What the shell shows several tags as, and what no tag may hold.</summary>
    public const string Separator = "; ";

    public static void Change(Draft draft, Signal.TagsChanged signal)
    {
        var clause = draft.Playbook.ClauseOf("tags");
        if (signal.Add.FirstOrDefault(tag => !IsTag(tag)) is { } wrong)
        {
            draft.Refuse(clause, $"“{wrong}” is not a tag.", $"A tag has 1 to {Longest} characters, on one line and without “;”.");
        }
        else if (OneTouch.RefusesTag(draft, signal.Add) is { } refused)
        {
            draft.Refuse(refused.Clause, refused.Why, refused.Remedy);
        }
        else if (draft.Ticket.Tags.Count + signal.Add.Length > Most)
        {
            draft.Refuse(clause, $"A ticket has at most {Most} tags.", "Remove some first.");
        }
        else
        {
            Remove(draft, signal.Remove, signal.Agent, clause);
            Add(draft, signal.Add, signal.Agent, clause);
        }
    }

    /// <summary>Adds what is not there yet; nothing happens when all is.</summary>
    public static void Add(Draft draft, ImmutableArray<string> tags, string agent, string clause)
    {
        ImmutableArray<string> missing = [.. tags.Select(tag => tag.Trim()).Where(tag => Find(draft, tag) is null).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (!missing.IsEmpty)
        {
            draft.Happened(new TagsAdded(missing, agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        }
    }

    public static void Remove(Draft draft, ImmutableArray<string> tags, string agent, string clause)
    {
        ImmutableArray<string> there = [.. tags.Select(tag => Find(draft, tag.Trim())).OfType<string>().Distinct()];
        if (!there.IsEmpty)
        {
            draft.Happened(new TagsRemoved(there, agent) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = clause });
        }
    }

    /// <summary>Folds the two events.</summary>
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        TagsAdded a => t with { Tags = t.Tags.Union(a.Tags) },
        TagsRemoved r => t with { Tags = t.Tags.Except(r.Tags) },
        _ => AssignmentEvolution.Apply(t, e),
    };

    private static string? Find(Draft draft, string tag) => draft.Ticket.Tags.FirstOrDefault(has => has.Equals(tag, StringComparison.OrdinalIgnoreCase));

    private static bool IsTag(string? tag) => tag?.Trim() is { Length: > 0 and <= Longest } && !tag.Contains(Separator[0], StringComparison.Ordinal) && !tag.Any(char.IsControl);
}
