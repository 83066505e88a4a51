using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Reporting;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>What the team writes down beside its tickets: feedback on the rules and training dates (ER-20), with duties and reviews for the reports.</summary>
public sealed class TeamBook(TeamStore store, DutyBook duties, ReviewBook reviews)
{
    private const string FeedbackKind = "feedback";
    private const string TrainingKind = "training";

    /// <param name="feedback">What is said.</param>
    /// <param name="delivery">The request's key: the same one again is heard once.</param>
    /// <param name="cancel">Stops.</param>
    public Task Say(Feedback feedback, string delivery, CancellationToken cancel) => store.TryAdd(FeedbackKind, $"{feedback.Playbook}-{Keys.Hash(delivery)}", feedback, post: null, mark: null, cancel);

    public Task Plan(Training training, string delivery, CancellationToken cancel) => store.TryAdd(TrainingKind, $"{training.Playbook}-{Keys.Hash(delivery)}", training, post: null, mark: null, cancel);

    public async Task<ImmutableArray<Feedback>> Feedback(Playbook playbook, CancellationToken cancel) =>
        [.. (await store.All<Feedback>(FeedbackKind, cancel)).Where(said => said.Playbook == playbook.Name).OrderBy(said => said.At)];

    public async Task<ImmutableArray<Training>> Trainings(Playbook playbook, CancellationToken cancel) =>
        [.. (await store.All<Training>(TrainingKind, cancel)).Where(training => training.Playbook == playbook.Name).OrderBy(training => training.Date)];

    /// <summary>Everything of a stretch of time; trainings also when they are still to come.</summary>
    public async Task<TeamRecords> Between(Playbook playbook, Instant from, Instant to, CancellationToken cancel)
    {
        var rounds = await reviews.Rounds(playbook, from, to, cancel);
        var since = from.InZone(playbook.Zone).Date;
        return new TeamRecords(
            await duties.Between(playbook, from, to, cancel),
            rounds,
            await reviews.Of(rounds, cancel),
            [.. (await Feedback(playbook, cancel)).Where(said => from <= said.At && said.At < to)],
            [.. (await Trainings(playbook, cancel)).Where(training => training.Date >= since && training.At < to)]);
    }
}
