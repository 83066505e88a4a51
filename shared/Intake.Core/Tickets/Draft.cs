using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Playbooks;
using NodaTime;

namespace Intake.Tickets;

/// <summary>A decision in the making: what became true is folded into the ticket at once, so the next question sees it.</summary>
internal sealed class Draft(Playbook playbook, Ticket ticket, Signal signal, Instant now)
{
    private readonly Ticket _before = ticket;
    private readonly List<TicketEvent> _events = [];
    private readonly List<Effect> _effects = [];
    private readonly List<Effect.MirrorNote> _notes = [];
    private Refusal? _refusal;
    private TicketId? _successor;

    public Playbook Playbook => playbook;

    public Ticket Ticket { get; private set; } = ticket;

    public Signal Signal => signal;

    public Instant Now => now;

    public ChannelRules Channel => playbook.Channels[Ticket.Channel];

    /// <summary>Set when HubSpot must be shown a new title, stage, urgency or owner; null content keeps what it has.</summary>
    public string? MirrorContent { get; set; }

    public bool SeenInHubSpot { get; set; }

    public void Happened(TicketEvent e)
    {
        if (_events.Count == 0 && signal is not Signal.ClockRang)
        {
            e = e with { Signal = signal.Id };
        }

        _events.Add(e);
        Ticket = Ticket.Evolve(e);
    }

    public string NextEffect => EffectId(_effects.Count);

    public string Do(Effect effect)
    {
        var id = NextEffect;
        _effects.Add(effect with { Id = id });
        return id;
    }

    /// <summary>Notes wait until the ticket itself is mirrored: HubSpot takes them in that order.</summary>
    public void Note(string text, string clause)
    {
        if (!Ticket.Draft)
        {
            _notes.Add(new Effect.MirrorNote(text, signal.At) { Clause = clause });
        }
    }

    public void Refuse(string clause, string why, string remedy) => _refusal ??= new Refusal(clause, why, remedy);

    public void Succeed(TicketId by) => _successor = by;

    public Decision Finish()
    {
        if (_refusal is not null || _successor is not null)
        {
            return new Decision([], [], _before, _refusal, _successor);
        }

        Mirror();
        return new Decision([.. _events], [.. _effects], Ticket, null, null);
    }

    private void Mirror()
    {
        if (!Ticket.Draft && (MirrorContent is not null || (!SeenInHubSpot && Shown(Ticket) != Shown(_before))))
        {
            Do(new Effect.MirrorTicket(Ticket.Title, Ticket.Stage, Ticket.Urgency, Ticket.Owner, MirrorContent ?? "", Ticket.Source)
            {
                Clause = playbook.TitleClause,
                Tags = Ticket.Tags.IsEmpty && _before.Tags.IsEmpty ? null : string.Join(Tags.Separator, Ticket.Tags),
                Type = playbook.Categories?.Named(Ticket.Category)?.Title,
                Reference = Ticket.Reference,
            });
            if ((!_before.Exists || _before.Draft) && Ticket.Client is { } client && (client.Phone ?? client.Email) is not null)
            {
                Do(new Effect.MirrorContact(client) { Clause = playbook.TitleClause });
            }
        }

        foreach (var note in _notes)
        {
            Do(note);
        }
    }

    private static (string, string, Urgency, string?, bool, ImmutableSortedSet<string>, string?) Shown(Ticket t) => (t.Title, t.Stage, t.Urgency, t.Owner, t.Draft, t.Tags, t.Category);

    private string EffectId(int n) => $"{_before.Sequence + 1:D8}-{n:D2}";
}
