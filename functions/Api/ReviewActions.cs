using System.Collections.Immutable;
using Intake.Connectors.Reporting;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;

namespace Intake.Functions.Api;

/// <summary>Quality reviews (ER-13): what was drawn, and how it was scored.</summary>
public sealed class ReviewActions(ReviewBook book, ActionDesk actions, PlaybookShelf shelf, TimeProvider time)
{
    [Function("ListReviews")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reviews")] HttpRequestData request, CancellationToken cancel)
    {
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var rounds = await book.Rounds(playbook, NodaConstants.UnixEpoch, time.Now(), cancel);
        var reviews = await book.Of(rounds, cancel);
        return await request.Ok(new
        {
            playbook = playbook.Name,
            questions = playbook.Reviews?.Questions ?? [],
            best = playbook.Reviews?.Best,
            weeks = rounds.Reverse().Select(round => new
            {
                round.From,
                round.To,
                reviews = round.Picks.Select(pick => new { pick.Ticket, pick.Title, pick.Agent, review = reviews.FirstOrDefault(review => review.Week == round.To && review.Ticket == pick.Ticket) }).ToList(),
            }).ToList(),
        }, cancel);
    }

    [Function("ScoreReview")]
    public async Task<HttpResponseData> Score([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/reviews/{ticket}")] HttpRequestData request, string ticket, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<ReviewBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        if (await Drawn(ticket, cancel) is not var (playbook, round, pick))
        {
            return await request.Problem(404, $"The conversation “{ticket}” was not drawn for review.", "List those that were with GET /api/reviews.", cancel);
        }

        var rules = playbook.Reviews!;
        if (Wrong(rules, body) is var (why, remedy))
        {
            return await request.Problem(400, why, remedy, cancel, rules.Clause);
        }

        if (pick.Agent == body.Agent)
        {
            return await request.Problem(409, "Nobody reviews a conversation of their own.", "Let somebody else score it.", cancel, rules.Clause);
        }

        var review = new Review(playbook.Name, round.To, ticket, pick.Agent, body.Agent, time.Now(), body.Scores.ToImmutableSortedDictionary(StringComparer.Ordinal), body.Comment);
        await book.Score(review, cancel);
        return await request.Ok(review, cancel);
    }

    /// <summary>The latest week it was drawn for.</summary>
    private async Task<(Playbook Playbook, ReviewRound Round, ReviewPick Pick)?> Drawn(string ticket, CancellationToken cancel)
    {
        foreach (var playbook in shelf.All.Where(playbook => playbook.Reviews is not null))
        {
            foreach (var round in (await book.Rounds(playbook, NodaConstants.UnixEpoch, time.Now(), cancel)).Reverse())
            {
                if (round.Picks.FirstOrDefault(pick => pick.Ticket == ticket) is { } pick)
                {
                    return (playbook, round, pick);
                }
            }
        }

        return null;
    }

    private static (string Why, string Remedy)? Wrong(ReviewRules rules, ReviewBody body)
    {
        var questions = string.Join(", ", rules.Questions.Select(question => question.Name));
        return body.Scores.Keys.FirstOrDefault(name => rules.Questions.All(question => question.Name != name)) is { } unknown ? ($"“{unknown}” is not asked.", $"Score {questions}.")
            : rules.Questions.FirstOrDefault(question => !body.Scores.ContainsKey(question.Name)) is { } missing ? ($"“{missing.Name}” has no score: {missing.Ask}", $"Score each of {questions} from 1 to {rules.Best}.")
            : body.Scores.FirstOrDefault(score => score.Value < 1 || score.Value > rules.Best) is { Key: not null } wrong ? ($"“{wrong.Key}” is scored {wrong.Value}.", $"Score from 1 to {rules.Best}.")
            : null;
    }
}

/// <summary>How a conversation was, question by question. <paramref name="Agent"/> is who reviews it.</summary>
public sealed record ReviewBody(string Agent, Dictionary<string, int> Scores, string? Comment = null);
