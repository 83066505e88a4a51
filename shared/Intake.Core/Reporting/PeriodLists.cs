using System.Collections.Immutable;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Reporting;

/// <summary>The lists a week's or a month's report is made of; numbers are compared with the span before.</summary>
internal sealed class PeriodLists(Playbook playbook, Figures now, Figures before, TeamRecords records, IReadOnlyDictionary<string, Person> people)
{
    public IEnumerable<ReportLine> Of(PeriodContent content) => Texts(content).Select(text => new ReportLine(text)).Concat(content == PeriodContent.Outcomes ? Outcomes() : []);

    private IEnumerable<string> Texts(PeriodContent content) => content switch
    {
        PeriodContent.Counts => Counts(),
        PeriodContent.Answers => Answers(),
        PeriodContent.Categories => Categories(),
        PeriodContent.Outcomes => OutcomeSums(),
        PeriodContent.Missed => Missed(),
        PeriodContent.Improvements => Improvements(),
        PeriodContent.Workload => now.Agents.Select(Workload),
        PeriodContent.Pace => now.Agents.Where(agent => agent.Hours > 0).Select(Pace),
        PeriodContent.Bounces => now.Bounced.Select(bounced => $"{Name(bounced.Key)}: {Compared(bounced.Value, before.Bounced.GetValueOrDefault(bounced.Key))} came back"),
        PeriodContent.Minutes => Minutes(),
        PeriodContent.Duties => Duties(),
        PeriodContent.Reviews => Reviews(),
        PeriodContent.Feedback => records.Feedback.Select(said => $"{said.Rule}, {Name(said.Agent)}: {said.Words}"),
        PeriodContent.Trainings => records.Trainings.OrderBy(training => training.Date).Select(Training),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<string> Counts()
    {
        yield return $"Opened: {Compared(now.Opened, before.Opened)}";
        yield return $"Closed: {Compared(now.Closed, before.Closed)}";
        yield return $"Reopened: {Compared(now.Reopened, before.Reopened)}";
        yield return $"Open at the end: {Compared(now.Open, before.Open)}";
        if (playbook.Escalation is not null)
        {
            yield return $"Escalated: {Compared(now.Escalated, before.Escalated)}";
        }
    }

    /// <summary>"59% of all tickets are responded to within 1 hour" (SC-8), in this span's numbers.</summary>
    private IEnumerable<string> Answers()
    {
        var answers = now.Answers;
        yield return $"Requests: {Compared(answers.Requests, before.Answers.Requests)}";
        if (playbook.Numbers is not { First: { } first } numbers || answers.Share is not { } share)
        {
            yield break;
        }

        yield return $"Answered within {Text.Of(first.Within)}: {Percent(share)} ({answers.InFirst} of {answers.Requests}{(before.Answers.Share is { } earlier ? $"; {Percent(earlier)} before" : "")})";
        yield return numbers.Others is { } others
            ? $"Others by {Limit(others)}: {answers.InOthers}; later: {answers.Late}; still within it and unanswered: {answers.Waiting}"
            : $"Others: {answers.InOthers}; unanswered: {answers.Waiting}";
    }

    private IEnumerable<string> Categories() => now.Categories
        .OrderByDescending(category => category.Value).ThenBy(category => category.Key, StringComparer.Ordinal)
        .Select(category => $"{Category(category.Key)}: {Compared(category.Value, before.Categories.GetValueOrDefault(category.Key))}");

    private IEnumerable<string> OutcomeSums()
    {
        if (now.Asked == 0 && now.Outcomes.IsEmpty)
        {
            yield break;
        }

        yield return $"Asked: {Compared(now.Asked, before.Asked)}; satisfied: {now.Outcomes.Count(said => said.Content)}; not satisfied: {now.Outcomes.Count(said => !said.Content)}";
        if (Mean(now) is { } mean)
        {
            yield return $"Mean mark: {mean:0.0} of {playbook.Resolution?.Satisfaction?.Best}{(Mean(before) is { } earlier ? $" ({earlier:0.0} before)" : "")}";
        }
    }

    private IEnumerable<ReportLine> Outcomes() => now.Outcomes
        .Select(said => new ReportLine($"{said.Title}: {(said.Content ? "satisfied" : "not satisfied")}{(said.Score is { } score ? $", {score} of {playbook.Resolution?.Satisfaction?.Best}" : "")}", said.Ticket));

    private IEnumerable<string> Missed() => now.Missed.OrderByDescending(missed => missed.Value).ThenBy(missed => missed.Key, StringComparer.Ordinal)
        .Select(missed => $"{missed.Key}: {Compared(missed.Value, before.Missed.GetValueOrDefault(missed.Key))}")
        .Concat(now.BrokenPromises + before.BrokenPromises > 0 ? [$"Promises broken: {Compared(now.BrokenPromises, before.BrokenPromises)}"] : []);

    /// <summary>Where it went the wrong way, the plainest first; a report without these says so.</summary>
    private IEnumerable<string> Improvements()
    {
        foreach (var (category, count) in now.Categories.Where(category => category.Value >= 2 && category.Value > before.Categories.GetValueOrDefault(category.Key) && category.Key.Length > 0).OrderByDescending(category => category.Value - before.Categories.GetValueOrDefault(category.Key)).Take(2))
        {
            yield return $"{Category(category)} grew from {before.Categories.GetValueOrDefault(category)} to {count}: is there a common cause?";
        }

        foreach (var (clause, count) in now.Missed.OrderByDescending(missed => missed.Value).Take(2))
        {
            yield return $"{clause} was missed {Times(count)}: {playbook.Clauses.GetValueOrDefault(clause)}";
        }

        if (now.Outcomes.Count(said => !said.Content) is > 0 and var discontent)
        {
            yield return $"{discontent} of {now.Outcomes.Length} clients who answered were not satisfied.";
        }

        if (now.Answers.Share is { } share && before.Answers.Share is { } earlier && share < earlier && playbook.Numbers?.First is { } first)
        {
            yield return $"Fewer were answered within {Text.Of(first.Within)}: {Percent(share)} after {Percent(earlier)}.";
        }

        if (records.Duties.Count(run => !run.InTime) is > 0 and var missed)
        {
            yield return $"Recurring duties were missed {Times(missed)}.";
        }

        if (now.Bounced.Values.Sum() is > 0 and var bounced && bounced > before.Bounced.Values.Sum())
        {
            yield return $"{bounced} assignments came back, after {before.Bounced.Values.Sum()}.";
        }
    }

    private string Workload(AgentFigures agent) =>
        $"{Name(agent.Agent)}: {agent.Open} open now ({agent.Waiting} waiting for an answer), {agent.Given} came to them, {agent.Answered} answered, {Compared(agent.Closed, Earlier(agent)?.Closed ?? 0)} closed, "
        + $"{agent.Missed} target{(agent.Missed == 1 ? "" : "s")} missed, tickets lay with them for {Text.Of(agent.With)}";

    private string Pace(AgentFigures agent) =>
        $"{Name(agent.Agent)}: {agent.PerHour:0.0} an hour ({agent.Handled} in {agent.Hours} h){(playbook.Numbers?.Pace is { } pace ? $", goal {pace.Goal}" : "")}{(Earlier(agent)?.PerHour is { } earlier ? $"; {earlier:0.0} before" : "")}";

    private IEnumerable<string> Minutes()
    {
        var whole = now.Minutes.Values.Aggregate(Duration.Zero, (sum, with) => sum + with);
        return whole == Duration.Zero ? [] : now.Minutes.Where(with => with.Value > Duration.Zero).Select(with => $"{LiesWithWords(with.Key)}: {Text.Of(with.Value)} ({Percent(with.Value / whole)})");
    }

    private IEnumerable<string> Duties() => records.Duties.GroupBy(run => run.Duty).Select(runs =>
    {
        var late = runs.Where(run => !run.InTime).Select(run => $"{run.Date.ToString("ddd d MMM", null)}{(run.Done ? " (late)" : "")}").ToList();
        return $"{playbook.RecurringDuties.FirstOrDefault(duty => duty.Name == runs.Key)?.Title ?? runs.Key}: {runs.Count(run => run.InTime)} of {runs.Count()} in time{(late.Count > 0 ? $"; not on {string.Join(", ", late)}" : "")}";
    });

    /// <summary>Per agent: how many of those drawn were reviewed, and the mean score of each question.</summary>
    private IEnumerable<string> Reviews() => records.Rounds.SelectMany(round => round.Picks).GroupBy(pick => pick.Agent).OrderBy(picks => picks.Key, StringComparer.Ordinal).Select(picks =>
    {
        var done = records.Reviews.Where(review => review.Agent == picks.Key).ToList();
        var scores = playbook.Reviews?.Questions.Where(_ => done.Count > 0).Select(question =>
            $"{question.Name} ({question.Clause}) {done.Where(review => review.Scores.ContainsKey(question.Name)).Select(review => review.Scores[question.Name]).DefaultIfEmpty().Average():0.0}") ?? [];
        return $"{Name(picks.Key)}: {done.Count} of {picks.Count()} reviewed{string.Concat(scores.Select(score => $"; {score}"))}";
    });

    private string Training(Training training) =>
        $"{training.Date.ToString("ddd d MMM uuuu", null)}: {training.Topic}{(training.People.IsEmpty ? "" : $", with {string.Join(", ", training.People.Select(Name))}")}";

    private AgentFigures? Earlier(AgentFigures agent) => before.Agents.FirstOrDefault(earlier => earlier.Agent == agent.Agent);

    private static double? Mean(Figures figures) => figures.Outcomes.Where(said => said.Score is not null).Select(said => (double)said.Score!).ToList() is { Count: > 0 } marks ? marks.Average() : null;

    private string Category(string name) => name.Length == 0 ? "Without a category" : playbook.Categories?.Kinds.FirstOrDefault(kind => kind.Name == name)?.Title ?? name;

    private string Name(string id) => id.Length == 0 ? "The system" : people.GetValueOrDefault(id)?.Name ?? id;

    private static string Compared(int count, int earlier) => count == earlier ? $"{count} (as before)" : $"{count} ({(count > earlier ? "up" : "down")} from {earlier})";

    private static string Percent(double share) => $"{Math.Round(share * 100, MidpointRounding.AwayFromZero):0} %";

    private static string Times(int count) => count switch { 1 => "once", 2 => "twice", _ => $"{count} times" };

    private static string Limit(AnswerRule rule) => rule.Counting switch
    {
        Counting.EndOfBusinessDay => "the end of the next business day",
        Counting.BusinessDays => $"{rule.Within.Days} business days later",
        _ => Text.Of(rule.Within),
    };

    private static string LiesWithWords(LiesWith with) => with switch
    {
        LiesWith.Queue => "In the queue",
        LiesWith.Agent => "With an agent",
        LiesWith.Client => "With the client",
        LiesWith.Supplier => "With a supplier",
        LiesWith.Internal => "With a colleague or another department",
        LiesWith.OffHours => "Off hours",
    };
}
