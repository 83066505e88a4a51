using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>
/// Recurring duties (CC-1): asked for, ticked by API or in Slack, and told of once when they are not done in time. Looked for at every pass of the Auditor;
/// after an outage only the latest missed one is told of, all are in the reports.
/// </summary>
public sealed class DutyBook(TeamStore store, PlaybookShelf shelf, TimeProvider time)
{
    private const string Kind = "duty";

    public async Task Run(CancellationToken cancel)
    {
        foreach (var playbook in shelf.All)
        {
            foreach (var duty in playbook.RecurringDuties)
            {
                await Run(playbook, duty, cancel);
            }
        }
    }

    /// <summary>How a duty stands on a day; null when it is no day of its calendar.</summary>
    public async Task<DutyRun?> Find(Playbook playbook, RecurringDuty duty, LocalDate date, CancellationToken cancel) =>
        DutyRun.On(playbook, duty, date) is { } planned ? (await store.Read<DutyRun>(Kind, planned.Id, cancel)).Value ?? planned : null;

    /// <summary>Every duty of the playbook whose deadline lay in the stretch.</summary>
    public async Task<ImmutableArray<DutyRun>> Between(Playbook playbook, Instant from, Instant to, CancellationToken cancel)
    {
        var runs = ImmutableArray.CreateBuilder<DutyRun>();
        foreach (var duty in playbook.RecurringDuties)
        {
            // What was due before Intake's first start is in no report.
            var since = Instant.Max(from, await store.Reached(Since(playbook, duty), cancel) ?? to);
            for (var date = DutyRun.Today(duty, since); date <= DutyRun.Today(duty, to); date = date.PlusDays(1))
            {
                if (await Find(playbook, duty, date, cancel) is { } run && since <= run.Due && run.Due < to)
                {
                    runs.Add(run);
                }
            }
        }

        return runs.ToImmutable();
    }

    /// <summary>Ticks items of today's duty, all of it without any; what was ticked before stays. Null when there is nothing to tick today.</summary>
    public async Task<DutyRun?> Tick(Playbook playbook, RecurringDuty duty, IReadOnlyCollection<string>? items, Person by, CancellationToken cancel) =>
        await Tick(playbook, duty, DutyRun.Today(duty, time.Now()), items, by, cancel);

    /// <summary>A button under the question or the alert: its value names playbook, duty and day.</summary>
    public async Task Press(string value, string item, Person by, CancellationToken cancel)
    {
        if (value.Split(':') is [var name, var of, var written] && shelf.Named(name) is { } playbook && playbook.RecurringDuties.FirstOrDefault(known => known.Name == of) is { } duty
            && NodaTime.Text.LocalDatePattern.Iso.Parse(written) is { Success: true } date)
        {
            await Tick(playbook, duty, date.Value, [item], by, cancel);
        }
    }

    private async Task<DutyRun?> Tick(Playbook playbook, RecurringDuty duty, LocalDate date, IReadOnlyCollection<string>? items, Person by, CancellationToken cancel)
    {
        if (DutyRun.On(playbook, duty, date) is not { } planned || time.Now() < planned.From)
        {
            return null;
        }

        while (true)
        {
            var (kept, etag) = await store.Read<DutyRun>(Kind, planned.Id, cancel);
            var before = kept ?? planned;
            var after = before.Tick(items ?? before.Asked, by.Id, time.Now());
            if (after.Ticks.Length == before.Ticks.Length)
            {
                return before;
            }

            var agents = after.Ticks.Select(tick => tick.By).Distinct().Select(id => id == by.Id ? by.Name : shelf.PersonOf(id)?.Name ?? id);
            var post = after.Done ? Post(duty, after, "done", Filled(duty.DoneText, duty, after.Asked).Replace("{agents}", string.Join(", ", agents), StringComparison.Ordinal), []) : null;
            if (await store.Write(Kind, planned.Id, after, etag, post, cancel))
            {
                return after;
            }
        }
    }

    private async Task Run(Playbook playbook, RecurringDuty duty, CancellationToken cancel)
    {
        var (now, mark) = (time.Now(), $"{Kind}-{playbook.Name}-{duty.Name}");
        if (await store.Reached(mark, cancel) is not { } reached)
        {
            // The very first start: what was due before it is nobody's.
            await store.Mark(Since(playbook, duty), now, cancel);
            await store.Mark(mark, now, cancel);
            reached = now;
        }

        var last = (DutyRun?)null;
        for (var date = DutyRun.Today(duty, reached); date <= DutyRun.Today(duty, now); date = date.PlusDays(1))
        {
            if (DutyRun.On(playbook, duty, date) is { } run)
            {
                last = reached < run.Due && run.Due <= now ? run : last;
                await Ask(duty, run, now, cancel);
            }
        }

        if (last is not null)
        {
            await Missed(duty, last, now, cancel);
            await store.Mark(mark, last.Due, cancel);
        }
    }

    private static string Since(Playbook playbook, RecurringDuty duty) => $"{Kind}-since-{playbook.Name}-{duty.Name}";

    private async Task Ask(RecurringDuty duty, DutyRun planned, Instant now, CancellationToken cancel)
    {
        if (now >= planned.Due || now < Time.LocalTimes.PointInTime(planned.Date + duty.Ask, duty.Calendar.Zone))
        {
            return;
        }

        var (kept, etag) = await store.Read<DutyRun>(Kind, planned.Id, cancel);
        if ((kept ?? planned) is { AskedAt: null, Done: false } run)
        {
            await store.Write(Kind, planned.Id, run with { AskedAt = now }, etag, Post(duty, run, "asked", Filled(duty.AskText, duty, run.Open), Buttons(duty, run)), cancel);
        }
    }

    /// <summary>Whoever ticks meanwhile makes the write fail; it is looked at again.</summary>
    private async Task Missed(RecurringDuty duty, DutyRun planned, Instant now, CancellationToken cancel)
    {
        while (true)
        {
            var (kept, etag) = await store.Read<DutyRun>(Kind, planned.Id, cancel);
            if ((kept ?? planned) is not { MissedAt: null, InTime: false } run)
            {
                return;
            }

            var text = Filled(duty.MissedText, duty, run.Open).Replace("{date}", run.Date.ToString("ddd d MMM uuuu", null), StringComparison.Ordinal);
            // Ticked after its deadline while Intake was away: told nobody, and late in the report.
            var post = run.Done ? null : Post(duty, run, "missed", text, Buttons(duty, run));
            if (await store.Write(Kind, planned.Id, run with { MissedAt = now }, etag, post, cancel))
            {
                return;
            }
        }
    }

    private static Effect.PostToSlack Post(RecurringDuty duty, DutyRun run, string what, string text, ImmutableArray<SlackButton> buttons) =>
        new(duty.Room, text, run.Id, Page: false, buttons) { Id = $"duty-{run.Playbook}-{run.Duty}-{run.Date:uuuu-MM-dd}-{what}", Clause = duty.Clause };

    private static ImmutableArray<SlackButton> Buttons(RecurringDuty duty, DutyRun run) =>
        [.. duty.Items.Where(item => run.Open.Contains(item.Name)).Select(item => new SlackButton(SlackActions.Tick + item.Name, item.Title))];

    private static string Filled(string text, RecurringDuty duty, IEnumerable<string> items) => text
        .Replace("{duty}", duty.Title, StringComparison.Ordinal)
        .Replace("{by}", duty.By.ToString("HH:mm", null), StringComparison.Ordinal)
        .Replace("{items}", string.Join(", ", items.Select(name => duty.Items.FirstOrDefault(item => item.Name == name)?.Title ?? name)), StringComparison.Ordinal);
}
