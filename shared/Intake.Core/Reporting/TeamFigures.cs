using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Reporting;

/// <summary>Counts a stretch of time from tickets and their events, each in one pass.</summary>
public sealed class TeamFigures
{
    private readonly Playbook _playbook;
    private readonly IReadOnlyCollection<string> _people;
    private readonly Dictionary<string, AgentFigures> _agents = [];
    private readonly HashSet<(string Agent, long Hour)> _hours = [];
    private readonly HashSet<(string Agent, long Hour, TicketId Ticket)> _handled = [];
    private readonly HashSet<(string Agent, TicketId Ticket)> _answered = [];
    private Figures _sum;

    private TeamFigures(Playbook playbook, IReadOnlyCollection<string> people, Instant from, Instant to) => (_playbook, _people, _sum) = (playbook, people, new Figures(from, to));

    /// <param name="playbook">Its limits and channels.</param>
    /// <param name="stories">Every ticket that was open at some time in the stretch, with all its events.</param>
    /// <param name="people">The ids of the team: what was done by nobody of it is nobody's.</param>
    /// <param name="from">Included.</param>
    /// <param name="to">Excluded; whether a request was answered is judged by what is known at the time of counting.</param>
    public static Figures Of(Playbook playbook, IEnumerable<TicketStory> stories, IReadOnlyCollection<string> people, Instant from, Instant to)
    {
        var figures = new TeamFigures(playbook, people, from, to);
        foreach (var story in stories.OrderBy(story => story.Ticket.OpenedAt).ThenBy(story => story.Ticket.Id.Value, StringComparer.Ordinal))
        {
            figures.Add(story);
        }

        return figures.Sum();
    }

    private void Add(TicketStory story)
    {
        var ticket = Ticket.None(story.Ticket.Id);
        foreach (var e in story.Events.Where(e => e.At < _sum.To))
        {
            var before = ticket;
            ticket = ticket.Evolve(e);
            if (e.At >= _sum.From)
            {
                Count(before, ticket, e);
            }
        }

        if (ticket is { IsOpen: true, Draft: false })
        {
            _sum = _sum with { Open = _sum.Open + 1 };
            Of(ticket.Owner, agent => agent with { Open = agent.Open + 1, Waiting = agent.Waiting + (ticket.Waiting is null ? 0 : 1) });
        }

        if (!story.Ticket.Draft)
        {
            Answer(story);
        }

        var minutes = MinuteLedger.Of(_playbook, ticket.Id, story.Events, _sum.To, _sum.From);
        _sum = _sum with { Minutes = minutes.With.ToImmutableSortedDictionary(with => with.Key, with => with.Value + _sum.Minutes.GetValueOrDefault(with.Key)) };
        foreach (var (agent, with) in minutes.ByAgent)
        {
            Of(agent, known => known with { With = known.With + with });
        }
    }

    private void Count(Ticket before, Ticket after, TicketEvent e)
    {
        if (after.Owner != before.Owner)
        {
            Of(after.Owner, agent => agent with { Given = agent.Given + 1 });
        }

        switch (e)
        {
            case Opened { Draft: false } or Confirmed:
                _sum = _sum with { Opened = _sum.Opened + 1, Categories = Plus(_sum.Categories, after.Category ?? "") };
                break;
            case Categorised categorised when !after.Draft && after.OpenedAt >= _sum.From && categorised.Category != (before.Category ?? ""):
                _sum = _sum with { Categories = Plus(Minus(_sum.Categories, before.Category ?? ""), categorised.Category) };
                break;
            case Reopened:
                _sum = _sum with { Reopened = _sum.Reopened + 1 };
                break;
            case Closed closed when !before.Draft:
                _sum = _sum with { Closed = _sum.Closed + 1 };
                Of(_people.Contains(closed.Agent) ? closed.Agent : before.Owner ?? before.LastAgent, agent => agent with { Closed = agent.Closed + 1 });
                break;
            case SentToPod { From: not null } bounced:
                _sum = _sum with { Bounced = Plus(_sum.Bounced, bounced.GivenBy ?? "") };
                break;
            case Bounced bounced:
                _sum = _sum with { Bounced = Plus(_sum.Bounced, bounced.Assigner) };
                break;
            case Escalated:
                _sum = _sum with { Escalated = _sum.Escalated + 1 };
                break;
            case PromiseBroken:
                _sum = _sum with { BrokenPromises = _sum.BrokenPromises + 1 };
                break;
            case TimerFired { Kind: TimerKind.ResponseLimit or TimerKind.ResolutionLimit }:
                _sum = _sum with { Missed = Plus(_sum.Missed, e.Clause) };
                Of(before.Owner, agent => agent with { Missed = agent.Missed + 1 });
                break;
            case SatisfactionAsked:
                _sum = _sum with { Asked = _sum.Asked + 1 };
                break;
            case SatisfactionAnswered said:
                _sum = _sum with { Outcomes = _sum.Outcomes.Add(new OutcomeFigure(before.Id.Value, before.Title, said.Content, said.Score)) };
                break;
        }

        if (Actors.Of(e) is { } actor && _people.Contains(actor))
        {
            Work(actor, before.Id, e);
        }
    }

    private void Work(string agent, TicketId ticket, TicketEvent e)
    {
        var hour = e.At.ToUnixTimeSeconds() / 3600;
        _hours.Add((agent, hour));
        if (e is Replied or CallAnswered or CallMade)
        {
            _answered.Add((agent, ticket));
        }

        if (e is Replied or CallAnswered or CallMade or Closed)
        {
            _handled.Add((agent, hour, ticket));
        }
    }

    /// <summary>How soon the ticket's first request was answered, if it came in the stretch.</summary>
    private void Answer(TicketStory story)
    {
        var events = story.Events;
        if (events.FirstOrDefault(e => e is MessageReceived { Automatic: false } or CallMissed or CallAnswered) is not { } asked || asked.At < _sum.From || asked.At >= _sum.To)
        {
            return;
        }

        var answer = events.SkipWhile(e => e != asked).FirstOrDefault(e => e is Replied { Agent: not null } or CallAnswered or CallMade)?.At;
        var calendar = _playbook.Channels.GetValueOrDefault(story.Ticket.Channel)?.Monitored ?? Time.BusinessCalendar.Always;
        bool Within(AnswerRule? rule, Instant at) => rule is not null && at <= rule.Counting.Due(asked.At, rule.Within, calendar);

        var (numbers, sum) = (_playbook.Numbers, _sum.Answers);
        sum = sum with { Requests = sum.Requests + 1 };
        _sum = _sum with
        {
            Answers = answer is { } at && Within(numbers?.First, at) ? sum with { InFirst = sum.InFirst + 1 }
                : answer is { } later && (numbers?.Others is null || Within(numbers.Others, later)) ? sum with { InOthers = sum.InOthers + 1 }
                : answer is null && (numbers?.Others is null || Within(numbers.Others, _sum.To)) ? sum with { Waiting = sum.Waiting + 1 }
                : sum with { Late = sum.Late + 1 },
        };
    }

    private Figures Sum()
    {
        foreach (var agent in _hours.Select(hour => hour.Agent).Distinct())
        {
            Of(agent, known => known with
            {
                Hours = _hours.Count(hour => hour.Agent == agent),
                Handled = _handled.Count(handled => handled.Agent == agent),
                Answered = _answered.Count(answered => answered.Agent == agent),
            });
        }

        return _sum with { Agents = [.. _agents.Values.Where(agent => !agent.Idle).OrderBy(agent => agent.Agent, StringComparer.Ordinal)] };
    }

    private void Of(string? agent, Func<AgentFigures, AgentFigures> change)
    {
        if (agent is not null && _people.Contains(agent))
        {
            _agents[agent] = change(_agents.GetValueOrDefault(agent) ?? new AgentFigures(agent));
        }
    }

    private static ImmutableSortedDictionary<string, int> Plus(ImmutableSortedDictionary<string, int> counts, string key) => counts.SetItem(key, counts.GetValueOrDefault(key) + 1);

    private static ImmutableSortedDictionary<string, int> Minus(ImmutableSortedDictionary<string, int> counts, string key) =>
        counts.GetValueOrDefault(key) <= 1 ? counts.Remove(key) : counts.SetItem(key, counts[key] - 1);
}
