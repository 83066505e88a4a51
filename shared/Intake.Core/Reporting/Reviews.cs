using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Intake.Reporting;

/// <summary>The conversations of one week that are to be reviewed (ER-13). Stored when they are drawn.</summary>
public sealed record ReviewRound(string Playbook, Instant From, Instant To, ImmutableArray<ReviewPick> Picks)
{
    /// <summary>Draws from the closed conversations of a week, the same ones whoever draws: by the hash of playbook, week and ticket.</summary>
    /// <param name="playbook">Whose reviews.</param>
    /// <param name="stories">Every ticket closed in the week, with all its events.</param>
    /// <param name="people">The ids of the team.</param>
    /// <param name="week">The end excluded.</param>
    public static ReviewRound Draw(Playbook playbook, IEnumerable<TicketStory> stories, IReadOnlyCollection<string> people, ReportSpan week) => new(
        playbook.Name, week.From, week.To,
        [
            .. stories.Select(story => (Story: story, Agent: AgentOf(story, week, people))).Where(closed => closed.Agent is not null)
                .GroupBy(closed => closed.Agent!).OrderBy(agent => agent.Key, StringComparer.Ordinal)
                .SelectMany(agent => agent.OrderBy(closed => Lot(playbook.Name, week, closed.Story.Ticket.Id), StringComparer.Ordinal).Take(playbook.Reviews!.PerAgent)
                    .Select(closed => new ReviewPick(closed.Story.Ticket.Id.Value, closed.Story.Ticket.Title, agent.Key))),
        ]);

    /// <summary>Whose conversation it was when it was closed in the week; null: not closed then, or nobody's.</summary>
    private static string? AgentOf(TicketStory story, ReportSpan week, IReadOnlyCollection<string> people)
    {
        var (ticket, agent) = (Ticket.None(story.Ticket.Id), (string?)null);
        foreach (var e in story.Events)
        {
            agent = e is TicketEvent.Closed && week.From <= e.At && e.At < week.To ? ticket.LastAgent ?? ticket.Owner : agent;
            ticket = ticket.Evolve(e);
        }

        return agent is not null && people.Contains(agent) ? agent : null;
    }

    private static string Lot(string playbook, ReportSpan week, TicketId ticket) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{playbook}|{week.From}|{ticket}")));
}

/// <summary>One conversation to be reviewed, and whose it was.</summary>
public sealed record ReviewPick(string Ticket, string Title, string Agent);

/// <summary>How a conversation was judged: question → score. <paramref name="Week"/> is the end of the week it was drawn for.</summary>
public sealed record Review(string Playbook, Instant Week, string Ticket, string Agent, string Reviewer, Instant At, ImmutableSortedDictionary<string, int> Scores, string? Comment);

/// <summary>What an agent says of a rule (ER-20).</summary>
public sealed record Feedback(string Playbook, string Agent, string Rule, string Words, Instant At);

/// <summary>A training on some date (ER-20).</summary>
public sealed record Training(string Playbook, string Topic, LocalDate Date, ImmutableArray<string> People, string Agent, Instant At);

/// <summary>What the team did beside its tickets in a stretch of time.</summary>
public sealed record TeamRecords(ImmutableArray<DutyRun> Duties, ImmutableArray<ReviewRound> Rounds, ImmutableArray<Review> Reviews, ImmutableArray<Feedback> Feedback, ImmutableArray<Training> Trainings)
{
    public static TeamRecords None { get; } = new([], [], [], [], []);
}
