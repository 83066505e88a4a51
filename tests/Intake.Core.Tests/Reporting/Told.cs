using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Reporting;
using Intake.Tickets;
using NodaTime;
using static Intake.Tickets.TicketEvent;

namespace Intake.Core.Tests.Reporting;

/// <summary>A ticket's story told in a few words, event by event; New York 2026, and Monday is 2 March.</summary>
internal sealed class Told
{
    private readonly string _playbook;
    private readonly string _client;
    private readonly List<TicketEvent> _events = [];
    private Ticket _ticket;

    private Told(string playbook, string client) => (_playbook, _client, _ticket) = (playbook, client, Ticket.None(TicketId.For(client)));

    public static Playbook Shipped(string name)
    {
        var read = PlaybookReader.Read(name, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "playbooks", $"{name}.yaml")));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }

    public TicketStory Story => new(_ticket, [.. _events]);

    public static Told Asked(string playbook, string at, string client, string words = "A question")
    {
        var told = new Told(playbook, client);
        var (who, when) = (new Client(client, $"{client}@example.org", Email: $"{client}@example.org"), Times.At(at));
        return told
            .Then(new Opened(TicketId.For(client), playbook, "v1", "email", who, "E-mail", $"{client} - {words}", "open", null, false, null, null) { At = when, RecordedAt = when, Clause = "intake" })
            .Then(new MessageReceived(new Message("m1", "text", words), who, Automatic: false, Monitored: true, null) { At = when, RecordedAt = when, Clause = "intake" });
    }

    public Told Given(string at, string agent, string? by = null) => Then(new Assigned(agent, "next available", [], by, null) { At = Times.At(at), RecordedAt = Times.At(at), Clause = "intake" });

    public Told Answered(string at, string agent) => Then(new Replied(agent, "An answer", null, null) { At = Times.At(at), RecordedAt = Times.At(at), Clause = "intake" });

    public Told Closed(string at, string agent) => Then(new Closed(agent, "Done") { At = Times.At(at), RecordedAt = Times.At(at), Clause = "intake" });

    public Told About(string at, string category) => Then(new Categorised(category, "standard", null, "") { At = Times.At(at), RecordedAt = Times.At(at), Clause = "CC-3" });

    public Told Missed(string at, string clause) => Then(new TimerFired(Clocks.TimerKind.ResponseLimit, "e", Times.At(at), Duration.Zero) { At = Times.At(at), RecordedAt = Times.At(at), Clause = clause });

    public Told SentBack(string at, string agent, string assigner) => Then(new Bounced(agent, assigner, "customer-service", "Not ours") { At = Times.At(at), RecordedAt = Times.At(at), Clause = "XD-10" });

    public Told Said(string at, bool content, int? score) => Then(new SatisfactionAnswered(content, score, "words") { At = Times.At(at), RecordedAt = Times.At(at), Clause = "CC-8" });

    public Told Then(TicketEvent e)
    {
        _events.Add(e);
        _ticket = _ticket.Evolve(e);
        return this;
    }

    public static Figures Count(Playbook playbook, string from, string to, IReadOnlyCollection<string> people, params IEnumerable<Told> stories) =>
        TeamFigures.Of(playbook, stories.Select(told => told.Story), people, Times.At(from), Times.At(to));
}
