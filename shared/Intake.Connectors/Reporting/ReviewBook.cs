using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>Quality reviews (ER-13): drawn once when a week ends, told to the room, and scored by somebody else than the agent.</summary>
public sealed class ReviewBook(TeamStore store, Stories stories, PlaybookShelf shelf, TimeProvider time)
{
    private const string RoundKind = "review-round";
    private const string Kind = "review";

    private readonly Dictionary<string, Instant> _next = [];

    public async Task Run(CancellationToken cancel)
    {
        foreach (var playbook in shelf.All)
        {
            if (playbook.Reviews is { } rules && !(_next.TryGetValue(playbook.Name, out var next) && next > time.Now()))
            {
                await Draw(playbook, rules, cancel);
            }
        }
    }

    /// <summary>The rounds of weeks that ended in the stretch, the end included.</summary>
    public async Task<ImmutableArray<ReviewRound>> Rounds(Playbook playbook, Instant from, Instant to, CancellationToken cancel) => playbook.Reviews is null
        ? []
        : [.. (await store.All<ReviewRound>(RoundKind, cancel)).Where(round => round.Playbook == playbook.Name && from < round.To && round.To <= to).OrderBy(round => round.To)];

    public async Task<ImmutableArray<Review>> Of(ImmutableArray<ReviewRound> rounds, CancellationToken cancel) => rounds.IsEmpty
        ? []
        : [.. (await store.All<Review>(Kind, cancel)).Where(review => rounds.Any(round => round.Playbook == review.Playbook && round.To == review.Week))];

    /// <summary>Writes a review down; scored again, the later one counts.</summary>
    public async Task Score(Review review, CancellationToken cancel)
    {
        var id = $"{review.Playbook}-{review.Ticket}-{review.Week.ToUnixTimeSeconds()}";
        while (!await store.Write(Kind, id, review, (await store.Read<Review>(Kind, id, cancel)).Version, post: null, cancel))
        {
            // Somebody scored it meanwhile.
        }
    }

    private async Task Draw(Playbook playbook, ReviewRules rules, CancellationToken cancel)
    {
        var (now, mark) = (time.Now(), $"reviews-{playbook.Name}");
        if (await store.Reached(mark, cancel) is not { } reached)
        {
            await store.Mark(mark, now, cancel);
            reached = now;
        }

        for (var week = Week(rules, playbook, reached); week.To <= now; week = Week(rules, playbook, week.To))
        {
            var round = ReviewRound.Draw(playbook, await stories.Since(playbook, week.From, cancel), [.. shelf.TeamOf(playbook.Name).People.Keys], week);
            var id = $"{playbook.Name}-{week.To.InZone(playbook.Zone).Date:uuuu-MM-dd}";
            await store.TryAdd(RoundKind, id, round, round.Picks.IsEmpty ? null : Post(playbook, rules, round, $"reviews-{id}"), (mark, week.To), cancel);
        }

        _next[playbook.Name] = Week(rules, playbook, now).To;
    }

    private static ReportSpan Week(ReviewRules rules, Playbook playbook, Instant after) => ReportSpan.NextWeek(rules.Day, rules.At, playbook.Zone, after);

    private static Effect.PostToSlack Post(Playbook playbook, ReviewRules rules, ReviewRound round, string id)
    {
        var text = rules.Text
            .Replace("{count}", $"{round.Picks.Length}", StringComparison.Ordinal)
            .Replace("{agents}", $"{round.Picks.Select(pick => pick.Agent).Distinct().Count()}", StringComparison.Ordinal)
            .Replace("{from}", round.From.InZone(playbook.Zone).Date.ToString("ddd d MMM", null), StringComparison.Ordinal)
            .Replace("{to}", (round.To - Duration.Epsilon).InZone(playbook.Zone).Date.ToString("ddd d MMM uuuu", null), StringComparison.Ordinal);
        return new Effect.PostToSlack(rules.Room, text, null, Page: false, []) { Id = id, Clause = rules.Clause };
    }
}
