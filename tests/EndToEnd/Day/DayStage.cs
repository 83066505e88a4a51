using System.Globalization;
using System.Text.Json.Nodes;
using Intake.Connectors.Storage;
using Intake.Local;
using Intake.OnCall;
using Intake.Playbooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Day;

/// <summary>Where a script is played: the running app, its playbook and team, and the sandbox's names for the pipeline's stages.</summary>
public sealed class DayStage
{
    private readonly Dictionary<string, string> _stageOf = [];

    private DayStage(World world, DayScript script) => (World, Script, Loaded) = (world, script, world.Host.Services.GetRequiredService<LoadedPlaybooks>().All[0]);

    public World World { get; }

    public DayScript Script { get; }

    public LoadedPlaybook Loaded { get; }

    public Playbook Playbook => Loaded.Playbook;

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Playbook.Zone.Id);

    public static async Task<DayStage> Of(World world, DayScript script)
    {
        var stage = new DayStage(world, script);
        foreach (var pipeline in (await world.Get("sandbox/hubspot/_state"))["pipelines"]!.AsArray().Where(pipeline => pipeline!["label"]!.GetValue<string>() == stage.Playbook.Pipeline))
        {
            foreach (var hubSpot in pipeline!["stages"]!.AsArray())
            {
                stage._stageOf[hubSpot!["id"]!.GetValue<string>()] = stage.Playbook.Stages.First(own => own.Label == hubSpot["label"]!.GetValue<string>()).Name;
            }
        }

        return stage;
    }

    public Person Person(string id) => Loaded.Team.People.GetValueOrDefault(id) ?? throw new FormatException($"{id} is neither a client of the script nor on the team");

    public ChannelKind KindOf(DayClient client) => Playbook.Channels.TryGetValue(client.Channel, out var channel) ? channel.Kind : throw new FormatException($"{client.Name}: the playbook has no channel {client.Channel}");

    /// <summary>The stage a HubSpot id stands for; the id itself when it is none of the playbook's.</summary>
    public string StageOf(string id) => _stageOf.GetValueOrDefault(id, id);

    public string IdOf(string stage) => _stageOf.First(pair => pair.Value == stage).Key;

    /// <summary>An instant as the API takes it. A time that does not exist on the day of a clock change is played when the clock has jumped over it; one that comes twice, the first time.</summary>
    public string Iso(DateTime local)
    {
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    /// <summary>The client's latest ticket.</summary>
    public async Task<JsonObject> Ticket(string name)
    {
        var client = Script.Clients.TryGetValue(name, out var known) ? known : throw new FormatException($"{name} is no client of the script");
        return (await World.Tickets()).LastOrDefault(ticket => ticket["client"]!.AsObject().Any(field => field.Value?.GetValue<string>() is { } value && (value == client.Address || value == client.FullName)))
            ?? throw new InvalidOperationException($"{name} has no ticket");
    }

    /// <summary>Whom an address, a Slack id, a ticket stands for.</summary>
    public async Task<Dictionary<string, string>> Names()
    {
        var settings = World.Host.Services.GetRequiredService<IConfiguration>();
        var names = new Dictionary<string, string>();
        foreach (var (room, setting) in Playbook.Rooms)
        {
            names[settings[$"Slack:{setting}"]!] = $"#{room}";
        }

        foreach (var person in Loaded.Team.People.Values)
        {
            foreach (var address in new[] { person.Slack, person.Sms, person.Email }.OfType<string>())
            {
                names[address] = person.Id;
            }
        }

        foreach (var client in Script.Clients.Values)
        {
            names[client.Address] = names[client.Address.TrimStart('+')] = client.Name;
        }

        foreach (var ticket in await World.Tickets())
        {
            names[ticket["id"]!.GetValue<string>()] = ticket["client"]!["address"]?.GetValue<string>() is { } address ? names.GetValueOrDefault(address, address) : ticket["client"]!["name"]!.GetValue<string>();
        }

        return names;
    }
}
