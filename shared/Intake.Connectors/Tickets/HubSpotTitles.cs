using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>What a title typed in HubSpot says: whose the ticket is (TS-O1, "EDDIE – Taxi Request for Jackson Group"), and how it is called (TS-T5).</summary>
internal static class HubSpotTitles
{
    private const string Where = "hubspot";

    /// <summary>The signals a title stands for, in the order they are to be heard; none when it says what the ticket says.</summary>
    public static IEnumerable<Signal> Read(Playbook playbook, IEnumerable<Person> people, Ticket ticket, string title)
    {
        title = title.Trim();
        var (owner, after) = Owner(playbook, people, ticket, title);
        if (owner is not null)
        {
            yield return owner;
        }

        if (title != after && title.Length > 0)
        {
            // Written back as if it had been asked of Intake: a write with the old title may be on its way.
            yield return new Signal.TitleSet("HubSpot", title);
        }
    }

    /// <summary>What the title says of the owner, and the ticket's title once that is heard.</summary>
    private static (Signal? Signal, string Title) Owner(Playbook playbook, IEnumerable<Person> people, Ticket ticket, string title)
    {
        if (playbook.Ownership is not { } rules)
        {
            return (null, ticket.Title);
        }

        if (ticket.Kept is { } kept)
        {
            var usual = rules.Unmarked(kept.Name, ticket.Title) ?? ticket.Title;
            var without = title == usual || (rules.Unmarked(kept.Name, title) is null && Titles.HasForm(playbook, title));
            return without ? (new Signal.ReleaseRequested(kept.Agent, CloseNote: null, Where), usual) : (null, ticket.Title);
        }

        return people.FirstOrDefault(person => rules.Unmarked(person.TitleName, title) is not null) is { } owner
            ? (new Signal.KeepRequested(owner.Id, owner.TitleName, "The title was changed in HubSpot; no reason was given there.", Where), rules.Marked(owner.TitleName, ticket.Title))
            : (null, ticket.Title);
    }
}
