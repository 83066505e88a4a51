using System.Collections.Immutable;
using Intake.Clocks;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Asks the team in Slack for what it owes, and takes the buttons away once it is there.</summary>
internal static class TeamNags
{
    /// <summary>What is due at this moment, in the decision that made it so.</summary>
    public static void AskNow(Draft draft)
    {
        foreach (var timer in Nags.Timers(draft.Playbook, draft.Ticket).Where(timer => timer.Due <= draft.Now).ToList())
        {
            Ask(draft, timer);
        }
    }

    public static void Ask(Draft draft, PlannedTimer timer)
    {
        var nag = Nags.Owed(draft.Playbook, draft.Ticket).First(nag => timer.Episode.StartsWith(nag.Name + "/", StringComparison.Ordinal));
        var round = Nags.Next(draft.Playbook, draft.Ticket, nag).Round;
        var room = nag.Rule.RoomAfter is not null && round > 0 ? nag.Rule.Room : Agent(draft, nag) ?? nag.Rule.Room;
        // Who asks a lead may own nothing.
        var text = draft.Ticket.Routing?.Lead is { } lead && nag.Name == Nags.Lead ? draft.Say(nag.Rule.Template, ("agent", NameOf(draft, lead.Agent)), ("waited", Text.Of(draft.Now - nag.Since))) : draft.Say(nag.Rule.Template, since: nag.Since);
        var post = new AlertPost(draft.Do(new Effect.PostToSlack(room, text, null, Page: false, Buttons(draft, nag)) { Clause = nag.Rule.Clause }), room, text);
        draft.Happened(new Nagged(nag.Name, nag.Episode, round, timer.Due, draft.Now > timer.Due ? draft.Now - timer.Due : Duration.Zero, [post])
        {
            At = timer.Due,
            RecordedAt = draft.Now,
            Clause = nag.Rule.Clause,
        });
    }

    public static void EndWhatIsOver(Draft draft)
    {
        foreach (var asked in draft.Ticket.Nags)
        {
            if (!Nags.Owed(draft.Playbook, draft.Ticket).Any(nag => nag.Name == asked.Nag))
            {
                End(draft, asked);
            }
        }
    }

    private static void End(Draft draft, Nagging asked)
    {
        var why = draft.Ticket.IsOpen ? "done" : "the ticket is closed";
        draft.Happened(new NagEnded(asked.Nag, why) { At = draft.Signal.At, RecordedAt = draft.Now, Clause = "intake" });
        foreach (var post in asked.Posts.Where(post => post.Receipt is not null))
        {
            draft.Do(new Effect.UpdateSlack(post.Effect, post.Room, post.Receipt!, $"{post.Text}\n✓ {why}.") { Clause = "intake" });
        }
    }

    private static string NameOf(Draft draft, string agent) =>
        new[] { draft.Signal.Facts.Owner, draft.Signal.Facts.Agent }.FirstOrDefault(person => person?.Id == agent)?.Name ?? agent;

    private static string? Agent(Draft draft, Nag nag) =>
        nag.Who is { } who ? who.Slack : draft.Signal.Facts.Owner?.Slack ?? (nag.Rule.Role is { } role ? draft.Signal.Facts.OnCall.GetValueOrDefault(role, []).FirstOrDefault()?.Slack : null);

    private static ImmutableArray<SlackButton> Buttons(Draft draft, Nag nag) => nag.Name switch
    {
        Nags.Draft =>
        [
            new(SlackActions.CreateTicket, "Create ticket"),
            .. draft.Playbook.ByHand!.Drafts!.Dismissals.Where(dismissal => !dismissal.NamesTicket).Select(dismissal => new SlackButton(SlackActions.Dismiss + dismissal.Reason, dismissal.Label)),
        ],
        Nags.EmergencyQuestion => [new(SlackActions.LifeThreatening, "Yes"), new(SlackActions.NotLifeThreatening, "No")],
        _ => [],
    };
}
