using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// What happens when a shift ends (TS-O2, C6). A live chat is one in which somebody wrote within <paramref name="LiveWithin"/>, or where the client
/// is still owed something. Its agent is asked <paramref name="WarnBefore"/> the end; not accepted <paramref name="Unaccepted"/> after it, the room is told.
/// </summary>
public sealed record ShiftEndRules(
    string Clause, string LiveClause, string Room, Duration LiveWithin, Duration WarnBefore, string WarnTemplate, Duration Unaccepted, string UnacceptedTemplate, string NamedTemplate);

/// <summary>A ticket that stays with its agent (TS-O1): its title's form, with {owner} and {title}, and what the room is told when it is over.</summary>
public sealed record OwnershipRules(string Clause, string TitleForm, string Room, string ReturnedTemplate, string ClosedTemplate)
{
    /// <summary>The title with the owner's name, as the form has it.</summary>
    public string Marked(string name, string title) => TitleForm.Replace("{owner}", name, StringComparison.Ordinal).Replace("{title}", title, StringComparison.Ordinal);

    /// <summary>The title without the owner's name; null when it does not carry it.</summary>
    public string? Unmarked(string name, string title)
    {
        var (before, after) = (Marked(name, "\0").Split('\0')[0], Marked(name, "\0").Split('\0')[^1]);
        return title.Length > before.Length + after.Length && Plain(title).StartsWith(Plain(before), StringComparison.OrdinalIgnoreCase) && title.EndsWith(after, StringComparison.OrdinalIgnoreCase)
            ? title[before.Length..(title.Length - after.Length)]
            : null;
    }

    // Typed by hand in HubSpot, the dash is often a hyphen.
    private static string Plain(string text) => text.Replace('–', '-').Replace('—', '-');
}
