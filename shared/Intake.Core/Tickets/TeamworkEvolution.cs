using System.Collections.Immutable;
using static Intake.Tickets.TicketEvent;

namespace Intake.Tickets;

/// <summary>Folds what happens between co-workers and departments.</summary>
internal static class TeamworkEvolution
{
    public static Ticket Apply(Ticket t, TicketEvent e) => e switch
    {
        MadeInternally m => t with { Internal = new InternalTicket(m.CustomerId, m.Agent) },
        MessageOpened m when t.Baton is { } baton => t with { Baton = baton with { Opened = baton.Opened.SetItem(m.Agent, m.Message) }, AssessedAt = t.AssessedAt ?? m.At },
        BatonHeld h => t with { Baton = Held(t.Baton, h) },
        PassHeld p when t.Baton is { } baton => t with { Baton = baton with { Held = new HeldPass(p.Pass, p.Effect, p.At) } },
        PassDropped when t.Baton is { } baton => t with { Baton = baton with { Held = null } },
        BatonPassed p => t with { Owner = p.Pass.Person, AssessedAt = t.AssessedAt ?? p.At, Baton = Passed(t.Baton, p) },
        Bounced b => t with { Owner = b.Assigner, Baton = new Baton(b.Assigner, b.Department, b.At) { Opened = Opened(t.Baton) } },
        HeadsUpSent h => t with { HeadsUp = new HeadsUp(h.Effect, h.At) },
        HeadsUpLost h when t.HeadsUp?.Effect == h.Effect => t with { HeadsUp = null },
        AttemptMade a => t with { Attempts = t.Attempts.Add(a.Attempt) },
        AttemptLost a => t with { Attempts = t.Attempts.RemoveAll(attempt => attempt.Id == a.Attempt) },
        AttemptsEnded => t with { Attempts = [] },
        _ => IdentityEvolution.Apply(t, e),
    };

    /// <summary>Taken within the department, it is still expected where it came from.</summary>
    private static Baton Held(Baton? before, BatonHeld h) => before is null || before.Department != h.Department
        ? new Baton(h.Person, h.Department, h.At) { Opened = Opened(before) }
        : before with { Person = h.Person, Since = h.At };

    private static Baton Passed(Baton? before, BatonPassed p) => new(p.Pass.Person, p.Pass.Department, p.At)
    {
        FromPerson = p.Pass.Agent,
        FromDepartment = before?.Department,
        ExpectedBack = p.Pass.ExpectedBack ?? (before?.Department == p.Pass.Department ? before.ExpectedBack : null),
        Opened = Opened(before),
    };

    private static ImmutableSortedDictionary<string, string> Opened(Baton? baton) => baton?.Opened ?? ImmutableSortedDictionary<string, string>.Empty;
}
