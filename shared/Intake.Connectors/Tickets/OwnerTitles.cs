using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tickets;

/// <summary>A title changed in HubSpot that says whose the ticket is (TS-O1): "EDDIE – Taxi Request for Jackson Group".</summary>
internal static class OwnerTitles
{
    /// <summary>The signal a title stands for; null when it says nothing about the owner.</summary>
    public static Signal? Read(Playbook playbook, IEnumerable<Person> people, Ticket ticket, string title)
    {
        if (playbook.Ownership is not { } rules)
        {
            return null;
        }

        if (ticket.Kept is { } kept)
        {
            return rules.Unmarked(kept.Name, ticket.Title) == title ? new Signal.ReleaseRequested(kept.Agent, CloseNote: null, "hubspot") : null;
        }

        return people.FirstOrDefault(person => rules.Unmarked(person.TitleName, title) is not null) is { } owner
            ? new Signal.KeepRequested(owner.Id, owner.TitleName, "The title was changed in HubSpot; no reason was given there.", "hubspot")
            : null;
    }
}
