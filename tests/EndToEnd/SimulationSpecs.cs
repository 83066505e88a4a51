using Intake.Connectors.Storage;
using Intake.Connectors.Tickets;
using Intake.Local;
using Intake.Simulation;
using Intake.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EndToEnd;

/// <summary>A simulation sends what the app sent: the same hours, once through real HTTP and once from the recording.</summary>
public sealed class SimulationSpecs
{
    [Fact]
    public async Task What_a_recording_sends_again_is_what_the_app_sent_line_by_line()
    {
        await using var world = await World.Start();
        var (host, simulated) = await Twice(world, () => Hours(world));

        Assert.True(host.Count > 60, $"Only {host.Count} lines.");
        Assert.Equal(host, simulated);
    }

    /// <summary>Plays something through the app while it is recorded: what went out, and what the recording sends when it is simulated.</summary>
    internal static async Task<(List<string> Host, List<string> Simulated)> Twice(World world, Func<Task> play)
    {
        var file = Path.Combine(world.Data, "inbox.jsonl");
        var sent = new List<Outgoing>();
        var log = world.Host.Services.GetRequiredService<SignalLog>();
        log.Heard += (ticket, signal, _) => Sent(sent, ticket, signal);
        using (var recording = new Recording(log, file))
        {
            await play();
        }

        var loaded = world.Host.Services.GetRequiredService<LoadedPlaybooks>().All[0];
        var reader = new InboxLine(loaded.Playbook, loaded.Team);
        var arrivals = (await File.ReadAllLinesAsync(file)).Select((line, n) => reader.Read(line, n + 1)!).ToList();
        var simulated = Simulator.Run(loaded.Playbook, loaded.Team, arrivals, Instant.FromDateTimeOffset(world.Now), keepsLog: true);
        var lines = new OutgoingLog(loaded.Playbook, loaded.Team);
        return ([.. lines.Lines(sent)], [.. lines.Lines(simulated.Log)]);
    }

    /// <summary>An urgent chat nobody takes, one somebody does, an e-mail, a call in vain during live chats, Lux, an emergency, a shift's end.</summary>
    private static async Task Hours(World world)
    {
        await world.WhatsApp(World.UrgentText);
        await world.Advance("PT3M");
        await world.WhatsApp("Could you send me the GPX file?", from: "15550222", name: "Mark Taylor");
        await world.Post("sandbox/play/email", new { from = "marco@rossi.example", name = "Marco Rossi", subject = "Invoice", text = "Could you please resend the invoice?", messageId = "<m1@rossi.example>" });
        await world.Advance("PT6M");
        var urgent = (await world.Tickets())[0]["id"]!.GetValue<string>();
        await world.Post($"api/tickets/{urgent}/notes", new { agent = "ben", text = "Calling the company" });
        var taylor = await Id(world, "Mark Taylor");
        await world.Post($"api/tickets/{taylor}/reply", new { agent = "ben", text = "Here it is." });
        await world.Advance("PT4M");
        await world.Post("sandbox/play/call", new { kind = "missed", from = "+12125550131", name = "John Adams", id = "s1" });
        await world.Advance("PT6M");
        await world.Post($"api/tickets/{urgent}/reply", new { agent = "ben", text = "I am calling the taxi company. I'll update you in about 10–15 minutes." });
        await world.Post("sandbox/play/call", new { kind = "outbound", from = "+12125550131", id = "s2" });
        await world.Advance("PT20M");
        await world.Post("sandbox/play/whatsapp", new { from = "15550100", groupId = "lux-hale", name = "Victoria Hale", text = "Our driver is missing at the hut", id = "wamid.lux1" });
        await world.Advance("PT30M");
        await world.WhatsApp("My husband is unconscious and not breathing", from: "15550333", name: "Anna Weber");
        await world.Advance("PT7M");
        await world.Post($"api/tickets/{taylor}/close", new { agent = "ben", note = "Sent; nothing open." });
        await world.Advance("PT8H");
    }

    private static void Sent(List<Outgoing> sent, TicketId ticket, Signal signal)
    {
        if (signal is Signal.EffectSettled { Outcome: Outcome.Delivered } settled)
        {
            lock (sent)
            {
                sent.Add(new Outgoing(settled.At, ticket, settled.Effect));
            }
        }
    }

    private static async Task<string> Id(World world, string client) =>
        (await world.Tickets()).First(ticket => ticket["client"]!["name"]?.GetValue<string>() == client)["id"]!.GetValue<string>();
}
