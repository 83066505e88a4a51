using System.Collections.Immutable;
using Intake.Assignment;
using Intake.Core.Tests.Playbooks;
using Intake.OnCall;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Core.Tests.Assignment;

/// <summary>A desk with an e-mail and a phone line, a pod for operations, batches of 5; and one without batches that looks to its clients' agents.</summary>
internal static class Shop
{
    public const string Section = """
        assignment:
          clause: A1
          keeps: [A2]
          batch: { fill: 5, refill-after: 4, clause: A1 }
          availability: { clause: A1 }
          pods:
            ops: { title: the Ops pod, triage: [broken], tags: [ops], clause: A2 }
            retention: { title: the Retention pod, tags: [cancel], clause: A2 }
          by-hand: { titles: [sme, team-lead, wfm], clause: A1 }
          ask-lead: { title: team-lead, after: 0 min, room-after: 15 min, every: 30 min, template: lead, room: cs, clause: A2 }
          overrides: { titles: [manager], clause: A2 }
        """;

    private const string Continuing = """
        assignment:
          clause: A1
          availability: { clause: A1 }
          by-hand: { clause: A2 }
          continuity:
            existing: { after: 30 min, template: away, clause: A2 }
            lead: { tags: [project], template: away, clause: A1 }
            most-worked-with: { tags: [work-request], clause: A2 }
        """;

    public static string Text { get; } = Small.Text
        .Replace("channels:\n", "channels:\n  phone: { title: Phone, clause: A1, kind: phone, via: direct, advertised: office, monitored: always, respond: [ { class: [urgent, time-sensitive, non-urgent], clause: A1, within: 15 min } ] }\n", StringComparison.Ordinal)
        .Replace("templates:\n", "templates:\n  lead: { clause: A2, text: \"{title}: {note}\" }\n  away: { clause: A2, text: \"{agent} has {title} instead of {teammate}.\" }\n", StringComparison.Ordinal);

    public static Playbook Batches { get; } = Read($"{Text}\n{Section}");

    public static Playbook Continuity { get; } = Read($"{Text}\n{Continuing}");

    public static Instant Nine { get; } = Times.At("2026-03-02 09:00 +01:00");

    /// <summary>An agent who is available on the chat since 08:00, in the pods named.</summary>
    public static Agent Agent(string id, params string[] pods) => new(
        new Person(id, char.ToUpperInvariant(id[0]) + id[1..]) { Pods = [.. pods] },
        new AgentDesk(id).Switch(["chat"], on: true, Nine - Duration.FromHours(1)));

    public static Agent With(this Agent agent, Func<AgentDesk, AgentDesk> change) => agent with { Desk = change(agent.Desk) };

    public static InLine Ticket(int n, string? pod = null) => new($"t{n:D3}", "chat", pod, Nine + Duration.FromMinutes(n), Counts: true);

    public static Verdict Judge(Playbook playbook, InLine ticket, params Agent[] team) => new Assigner(playbook, [], Nine + Duration.FromHours(1)).Judge(ticket, team);

    /// <summary>The whole line, one line each: "t001 → ana", "t002 waits: why".</summary>
    public static string[] Line(Playbook playbook, IEnumerable<InLine> line, IEnumerable<Agent> team, params AssignmentOverride[] overrides) =>
    [
        .. new Assigner(playbook, [.. overrides], Nine + Duration.FromHours(1)).Look(line, team).Select(one => one.Verdict switch
        {
            Verdict.Goes goes => $"{one.Ticket.Ticket} → {goes.Agent}",
            Verdict.Waits waits => $"{one.Ticket.Ticket} waits: {waits.Why}",
            _ => $"{one.Ticket.Ticket} stays",
        }),
    ];

    private static Playbook Read(string text)
    {
        var reading = PlaybookReader.Read(Small.File, text);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Playbook!;
    }
}
