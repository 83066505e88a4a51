using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NodaTime;
using NodaTime.Text;

namespace Intake.Functions.Api;

/// <summary>Who is on call, and who stands in.</summary>
public sealed class RotaActions(PlaybookShelf shelf, TimeProvider time)
{
    [Function("ShowRota")]
    public async Task<HttpResponseData> Show([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/rota")] HttpRequestData request, CancellationToken cancel)
    {
        var (written, now) = (request.Query["at"], time.Now());
        var read = OffsetDateTimePattern.ExtendedIso.Parse(written ?? "");
        if (written is not null && !read.Success)
        {
            return await request.Problem(400, $"“{written}” is not a time.", "Write it as 2026-03-02T17:00:00-05:00 or with Z.", cancel);
        }

        await shelf.Refresh(now, cancel);
        if (request.Playbook(shelf) is not { } playbook)
        {
            return await request.NoSuchPlaybook(shelf, cancel);
        }

        var (at, team) = (written is null ? now : read.Value.ToInstant(), shelf.TeamOf(playbook.Name));
        var roles = team.Rota.Select(entry => entry.Role).Concat(team.Overrides.Select(entry => entry.Role)).Distinct();
        return await request.Ok(new
        {
            at,
            playbook = playbook.Name,
            shift = Rota.Shift(playbook.Shifts, playbook.Zone, at)?.Shift.Name,
            shiftEnds = ShiftTimes.NextEnd(playbook.Shifts, playbook.Zone, at)?.To,
            onCall = roles.ToDictionary(role => role, role => Rota.OnCall(team, playbook.Shifts, playbook.Zone, role, at).Select(person => new { person.Id, person.Name }).ToList()),
            overrides = team.Overrides.Where(entry => entry.To > at).ToList(),
        }, cancel);
    }

    [Function("OverrideRota")]
    public async Task<HttpResponseData> Override([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/rota/overrides")] HttpRequestData request, CancellationToken cancel)
    {
        var (body, refusal) = await request.Read<OverrideBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        var playbook = body.Playbook is null ? shelf.Default : shelf.Named(body.Playbook);
        if (playbook is null)
        {
            return await request.Problem(400, $"No playbook “{body.Playbook}” is served here.", $"Use one of {string.Join(", ", shelf.All.Select(known => known.Name))}.", cancel);
        }

        if (Wrong(body, playbook) is var (why, remedy))
        {
            return await request.Problem(400, why, remedy, cancel);
        }

        var entry = new RotaOverride(body.Role, body.From, body.To, [.. body.People], body.Reason, body.Agent) { Playbook = playbook.Name };
        await shelf.StandIn(entry, time.Now(), cancel);
        return await request.Created(entry, cancel);
    }

    private (string Why, string Remedy)? Wrong(OverrideBody body, Playbook playbook)
    {
        var known = shelf.TeamOf(playbook.Name).People.Keys;
        return body switch
        {
            _ when !playbook.Roles.Contains(body.Role) => ($"“{body.Role}” is not a role.", $"Use one of {string.Join(", ", playbook.Roles)}."),
            _ when body.From >= body.To => ("It ends before it begins.", "Send “from” before “to”, both with their offset or Z."),
            { People.Length: 0 } => ("Nobody would be on call.", "Name at least one person under “people”."),
            _ when body.People.Append(body.Agent).FirstOrDefault(id => !known.Contains(id)) is { } stranger => ($"“{stranger}” is nobody on the team.", $"Use one of {string.Join(", ", known.Order())}."),
            _ => null,
        };
    }
}

/// <summary>From one instant to another these people hold the role, whatever the rota says.</summary>
public sealed record OverrideBody(string Role, Instant From, Instant To, string[] People, string Reason, string Agent, string? Playbook = null);
