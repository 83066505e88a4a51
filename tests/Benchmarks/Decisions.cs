using System.Collections.Immutable;
using System.Diagnostics;
using Azure.Data.Tables;
using Intake.Clocks;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using NodaTime;

namespace Benchmarks;

/// <summary>The core alone: signals as a team's day brings them, each with the ticket it met.</summary>
internal static class Decisions
{
    private const int Million = 1_000_000;

    private static readonly Playbook Playbook = Shop.Playbook.Playbook;
    private static readonly Client Jane = new("Jane Smith", "+15550199", "+15550199");

    private static readonly Facts Facts = new()
    {
        OnCall = Playbook.Roles.ToImmutableDictionary(role => role, role => Rota.OnCall(Shop.Playbook.Team, Playbook.Shifts, Playbook.Zone, role, StandingClock.Monday)),
    };

    public static async Task Run(Table table)
    {
        var met = new[] { "whatsapp", "email", "lux" }.SelectMany(Story).ToArray();
        using var scratch = new Scratch();
        var raw = scratch.Rows.GetTableClient("Raw");
        await raw.CreateIfNotExistsAsync();

        var decided = await Rounds.Compare(9, 5_000, n => Decide(met[n % met.Length]), n => Five(raw, n), rawTimes: 100);
        table.Add("one signal: Decide and Evolve", decided, $"{1_000_000 / decided.Median:0} signals/s; raw: one point read and a 5-row transaction");

        var planned = await Rounds.Compare(9, 5_000, n => Plan(met[n % met.Length]), n => Five(raw, n), rawTimes: 100);
        table.Add("FlightPlan.For", planned, $"{met.Average(step => FlightPlan.For(Playbook, step.Ticket).Length):0.0} timers each");
        table.Add("FlightPlan.NextDue", await Rounds.Compare(9, 5_000, n => Next(met[n % met.Length]), n => Five(raw, n), rawTimes: 100));

        var watch = Stopwatch.StartNew();
        for (var n = 0; n < Million; n++)
        {
            await Decide(met[n % met.Length]);
        }

        table.Add("1,000,000 decisions", new Measured(watch.Elapsed.TotalMicroseconds, watch.Elapsed.TotalMicroseconds, decided.Raw * Million, decided.RawBest * Million));
    }

    private static Task Decide((Ticket Ticket, Signal Signal, Instant Now) step)
    {
        Decider.Decide(Playbook, step.Ticket, step.Signal, step.Now);
        return Task.CompletedTask;
    }

    private static Task Plan((Ticket Ticket, Signal Signal, Instant Now) step)
    {
        FlightPlan.For(Playbook, step.Ticket);
        return Task.CompletedTask;
    }

    private static Task Next((Ticket Ticket, Signal Signal, Instant Now) step)
    {
        FlightPlan.NextDue(Playbook, step.Ticket);
        return Task.CompletedTask;
    }

    private static async Task Five(TableClient table, int n)
    {
        await table.GetEntityIfExistsAsync<TableEntity>($"p{n}", "state");
        await table.SubmitTransactionAsync(Enumerable.Range(0, 5).Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity($"p{n}", $"r{i}") { ["Json"] = new string('x', 400) })));
    }

    /// <summary>An urgent client, nobody for ten minutes, then a conversation, a close, and the client once more.</summary>
    private static IEnumerable<(Ticket Ticket, Signal Signal, Instant Now)> Story(string channel)
    {
        var (ticket, now, count) = (Ticket.None(new TicketId("t1")), StandingClock.Monday, 0);
        var met = new List<(Ticket, Signal, Instant)>();

        void Hand(Func<string, Signal> make)
        {
            var signal = make($"{channel}-{++count}") with { Facts = Facts };
            met.Add((ticket, signal, now));
            var decision = Decider.Decide(Playbook, ticket, signal, now);
            ticket = decision.After;
            foreach (var effect in decision.Effects)
            {
                Hand(id => new Signal.EffectSettled(effect, new Outcome.Delivered($"C1:{effect.Id}"), Repeat: false) { Id = id, At = now, ReceivedAt = now });
            }
        }

        void Writes(string text) => Hand(id => new Signal.MessageArrived(channel, Jane, new Message(id, "text", text), "benchmark") { Id = id, At = now, ReceivedAt = now });
        void Rings(int minutes)
        {
            now += Duration.FromMinutes(minutes);
            Hand(id => new Signal.ClockRang { Id = id, At = now, ReceivedAt = now });
        }

        Writes(WhatsApp.Urgent);
        Rings(8);
        Writes("Hello? Is anybody there?");
        Rings(2);
        Rings(2);
        Hand(id => new Signal.AlertAcknowledged(ticket.Alerts[^1].Id, Facts.OnCall["primary"][0], "slack") { Id = id, At = now, ReceivedAt = now });
        Hand(id => new Signal.ReplyRequested("ana", "A taxi will be with you in twenty minutes.") { Id = id, At = now, ReceivedAt = now });
        Hand(id => new Signal.NoteWritten("ana", "Called Alpin Taxi") { Id = id, At = now, ReceivedAt = now });
        Hand(id => new Signal.StageMoved("ana", "plan-initiated", "Waiting on Alpin Taxi to confirm") { Id = id, At = now, ReceivedAt = now });
        Rings(20);
        Writes("Thank you, it is here. What should we pack for the hut?");
        Rings(5);
        Hand(id => new Signal.ReplyRequested("ana", "A sleeping bag.") { Id = id, At = now, ReceivedAt = now });
        Hand(id => new Signal.StageMoved("ana", "closed", "Solved with another taxi") { Id = id, At = now, ReceivedAt = now });
        now += Duration.FromHours(2);
        Writes("One more question about the invoice");
        return met;
    }
}
