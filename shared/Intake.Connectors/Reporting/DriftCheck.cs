using System.Collections.Immutable;
using Intake.Connectors.HubSpot;
using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using Intake.Time;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>
/// Compares HubSpot with Intake once a night, field by field. What Intake owns (priority, its own id, a title without the team's form) is written again;
/// what agents change in HubSpot (stage, owner, title) is heard as if its webhook had come. Running it twice changes nothing: the signals have the night's own delivery keys.
/// </summary>
public sealed class DriftCheck(TeamStore store, TicketStore tickets, TicketIndex index, HubSpotReader reader, FrontDoor door, PlaybookShelf shelf, TimeProvider time)
{
    private const string Kind = "drift";
    private const int Batch = 100;

    private readonly Dictionary<string, Instant> _next = [];

    public async Task Run(Wake wake, CancellationToken cancel)
    {
        foreach (var playbook in shelf.All)
        {
            await Run(playbook, wake, cancel);
        }
    }

    private async Task Run(Playbook playbook, Wake wake, CancellationToken cancel)
    {
        var (now, mark) = (time.Now(), $"{Kind}-{playbook.Name}");
        if (playbook.Drift is not { } rules || (_next.TryGetValue(playbook.Name, out var next) && next > now))
        {
            return;
        }

        if (await store.Reached(mark, cancel) is not { } reached)
        {
            await store.Mark(mark, now, cancel);
            reached = now;
        }

        var due = Next(playbook, rules, reached);
        if (due > now)
        {
            _next[playbook.Name] = due;
            return;
        }

        // After an outage one comparison makes up for all the missed ones.
        var date = now.InZone(playbook.Zone).Date;
        switch (await Compare(playbook, date, wake, cancel))
        {
            case (null, { } later):
                _next[playbook.Name] = later;
                break;
            case ({ } report, _):
                var post = report.Drifted.IsEmpty ? null : new Effect.PostToSlack(rules.Room, Words(report), null, Page: false, []) { Id = $"drift-{playbook.Name}-{date:uuuu-MM-dd}", Clause = rules.Clause };
                await store.TryAdd(Kind, $"{date:uuuu-MM-dd}-{playbook.Name}", report, post, (mark, now), cancel);
                _next[playbook.Name] = Next(playbook, rules, now);
                break;
        }
    }

    public Task<ImmutableArray<DriftReport>> All(CancellationToken cancel) => store.All<DriftReport>(Kind, cancel);

    private static Instant Next(Playbook playbook, DriftRules rules, Instant after)
    {
        var today = after.InZone(playbook.Zone).Date;
        var at = LocalTimes.PointInTime(today + rules.At, playbook.Zone);
        return at > after ? at : LocalTimes.PointInTime(today.PlusDays(1) + rules.At, playbook.Zone);
    }

    /// <summary>The report, or when to try again because HubSpot would not answer.</summary>
    private async Task<(DriftReport? Report, Instant? Later)> Compare(Playbook served, LocalDate date, Wake wake, CancellationToken cancel)
    {
        var (mirrored, busy) = (new List<Ticket>(), 0);
        await foreach (var row in index.OpenTickets(cancel))
        {
            var (ticket, effects) = await tickets.LoadWithEffects(row.Ticket, cancel);
            if (ticket is { IsOpen: true, Draft: false, HubSpotId: not null } && ticket.Playbook == served.Name)
            {
                var waits = effects.Any(effect => effect.Effect.Target == "hubspot");
                busy += waits ? 1 : 0;
                mirrored.AddRange(waits ? [] : [ticket]);
            }
        }

        var drifted = new List<DriftedTicket>();
        foreach (var batch in mirrored.Chunk(Batch))
        {
            var fetched = await reader.FetchTickets([.. batch.Select(ticket => ticket.HubSpotId!)], 1, cancel);
            if (fetched is not Fetched<IReadOnlyDictionary<string, HubSpotTicket>>.Found { Value: var seen })
            {
                return (null, fetched is Fetched<IReadOnlyDictionary<string, HubSpotTicket>>.TryAgain again ? again.At : time.Now() + Duration.FromMinutes(10));
            }

            foreach (var ticket in batch)
            {
                if (await Settle(ticket, seen.GetValueOrDefault(ticket.HubSpotId!), date, wake, cancel) is { Length: > 0 } fields)
                {
                    drifted.Add(new DriftedTicket(ticket.Id.Value, ticket.Title, ticket.HubSpotId!, fields));
                }
            }
        }

        return (new DriftReport(date, time.Now(), mirrored.Count, busy, [.. drifted]), null);
    }

    private async Task<ImmutableArray<DriftedField>> Settle(Ticket ticket, HubSpotTicket? seen, LocalDate date, Wake wake, CancellationToken cancel)
    {
        if (seen is null)
        {
            return [new DriftedField("existence", ticket.Id.Value, null, "gone in HubSpot: somebody must look")];
        }

        var playbook = await shelf.For(ticket, cancel);
        var fields = ImmutableArray.CreateBuilder<DriftedField>();

        Task<Handed> Hear(string field, Signal signal) => door.Hand(ticket.Id, signal with { Id = $"drift:{date:uuuu-MM-dd}:{field}", At = time.Now(), ReceivedAt = time.Now() }, wake, cancel);

        if (seen.Stage is { } label && !HubSpotDirectory.SameLabel(label, playbook.StageOf(ticket.Stage).Label)
            && playbook.Stages.FirstOrDefault(stage => HubSpotDirectory.SameLabel(stage.Label, label)) is { } moved)
        {
            await Hear("stage", new Signal.StageMoved("HubSpot", moved.Name, null, "hubspot"));
            fields.Add(new DriftedField("stage", ticket.Stage, moved.Name, "taken over from HubSpot"));
        }

        if (seen.Owner != ticket.Owner && (seen.Owner is not null || !seen.Owned) && (ticket.Owner is null || await HubSpotKnows(ticket.Owner, cancel)))
        {
            await Hear("owner", new Signal.OwnerChanged("HubSpot", seen.Owner, "hubspot"));
            fields.Add(new DriftedField("owner", ticket.Owner, seen.Owner, "taken over from HubSpot"));
        }

        var repairs = ImmutableArray.CreateBuilder<DriftedField>();
        if ((seen.Subject ?? "").Trim() != ticket.Title)
        {
            var taken = false;
            foreach (var said in HubSpotTitles.Read(playbook, shelf.TeamOf(playbook.Name).People.Values, ticket, seen.Subject ?? ""))
            {
                taken = await Hear(said is Signal.TitleSet ? "title" : "kept", said) is not Handed.Refused;
            }

            (taken ? fields : repairs).Add(new DriftedField("title", ticket.Title, seen.Subject, taken ? "taken over from HubSpot" : "written again"));
        }

        if (!Priorities(ticket.Urgency).Contains(seen.Priority))
        {
            repairs.Add(new DriftedField("priority", Priorities(ticket.Urgency)[0], seen.Priority, "written again"));
        }

        if (seen.IntakeTicketId != ticket.Id.Value)
        {
            repairs.Add(new DriftedField(HubSpotProperties.TicketId, ticket.Id.Value, seen.IntakeTicketId, "written again"));
        }

        if (repairs.Count > 0)
        {
            await Hear("repair", new Signal.DriftFound([.. repairs.Select(repair => repair.Field)]));
            fields.AddRange(repairs);
        }

        return fields.ToImmutable();
    }

    /// <summary>Of an owner it does not know HubSpot shows whoever it had before, or nobody: that says nothing.</summary>
    private async Task<bool> HubSpotKnows(string owner, CancellationToken cancel) =>
        shelf.PersonOf(owner) is { } person && await reader.CanOwn(person, 1, cancel) is Fetched<bool>.Found { Value: true };

    private static string[] Priorities(Urgency urgency) => urgency switch
    {
        Urgency.NonUrgent => ["LOW"],
        Urgency.TimeSensitive => ["MEDIUM"],
        Urgency.Urgent => ["HIGH"],
        Urgency.Emergency => ["URGENT", "HIGH"],
    };

    private static string Words(DriftReport report)
    {
        var lines = report.Drifted.Take(10).Select(ticket => $"\n• {ticket.Title}: {string.Join("; ", ticket.Fields.Select(field => $"{field.Field} {field.Done}"))}");
        var more = report.Drifted.Length > 10 ? $"\n… and {report.Drifted.Length - 10} more" : "";
        return $":mag: HubSpot and Intake differed on {report.Drifted.Length} of {report.Compared} open tickets.{string.Concat(lines)}{more}\nAll of it: GET /api/reports/drift";
    }
}
