using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.Local.Sdk;

namespace EndToEnd;

/// <summary>One death: at which passing of which point, how long nobody restarts it, and whether the durable history dies with it.</summary>
internal sealed record Crash(string Point, int Passing, TimeSpan Outage = default, bool LosesHistory = false)
{
    /// <summary>What must have been so when it died, for a point that was chosen for that; "claimed/sent" pages.</summary>
    public string? Left { get; init; }

    /// <summary>It dies again, at this point of its second life.</summary>
    public Crash? Then { get; init; }

    public override string ToString() => $"{Point}:{Passing}, down {Outage.TotalMinutes:0} min{(LosesHistory ? ", history lost" : "")}{(Then is null ? "" : $", then {Then}")}";
}

/// <summary>What came of it: the moment of death, the pages that were sent twice, and what was wrong.</summary>
internal sealed record Aftermath(string Crash, string Died, string Pages, TimeSpan Restart, string? Wrong)
{
    public override string ToString() => $"{Crash,-48} died {Died}  {Pages,-22} restart {Restart.TotalSeconds:0.0} s  {Wrong ?? "ok"}";
}

/// <summary>
/// Nobody answers an urgent WhatsApp message, and the process that should page people is killed. The provider delivers the message again unless
/// it was told 200. In the end everybody has been paged once.
/// </summary>
internal sealed class CrashStory : IDisposable
{
    private const string Frozen = "0";
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse(World.Monday, CultureInfo.InvariantCulture);
    private static readonly DateTimeOffset End = Start.AddMinutes(60);
    private static readonly string[] Paged = ["slack", "sms", "whatsapp", "email"];

    // A live claim is waited out before its effect is tried again.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(31);

    private static readonly string[] Everybody =
    [
        "slack C0SUPPORT1", "slack C0SUPPORT1", "slack U0BEN0002", "slack U0CARLA003", "slack U0DORA0004",
        "sms +14145550102", "sms +14145550103", "sms +14145550104",
    ];

    private readonly string _data = Directory.CreateTempSubdirectory("intake-crash-").FullName;
    private readonly string _message = World.WhatsAppBody(World.UrgentText, "wamid.crash", "15550199", "Jane Smith", Start);
    private bool _delivered;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Dies at a crash point, on a clock that stands still until it is advanced.</summary>
    public static async Task<Aftermath> Of(Crash crash)
    {
        using var story = new CrashStory();
        return await story.Run(crash);
    }

    /// <summary>Is killed from outside after each of these real times, on a clock that runs.</summary>
    public static async Task<Aftermath> Of(IReadOnlyList<TimeSpan> kills, double speed)
    {
        using var story = new CrashStory();
        return await story.Run(kills, speed);
    }

    private async Task<Aftermath> Run(Crash crash)
    {
        var deaths = new List<(DateTimeOffset Died, DateTimeOffset Back)>();
        var back = Start;
        for (var next = crash; next is not null; next = next.Then)
        {
            if (await Survived(next, back) is { } how)
            {
                return new Aftermath(crash.ToString(), Deaths(deaths), "", default, how);
            }

            back = SavedTime() + next.Outage;
            deaths.Add((back - next.Outage, back));
            if (next.LosesHistory)
            {
                LoseHistory();
            }
        }

        var restart = Stopwatch.StartNew();
        await using var host = await ChildHost.Start(_data, "--clock-speed", Frozen, "--clock-start", back.ToString("O"));
        restart.Stop();
        var (pages, wrong) = ("", (string?)null);
        try
        {
            var left = crash.Left is null ? null : await Left(host);
            await Deliver(host);
            await host.Until(End);
            (pages, wrong) = await Judge(host, deaths);
            wrong = left == crash.Left ? wrong : $"claimed/sent at death: {left}, not {crash.Left}; {wrong}";
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or Xunit.Sdk.XunitException)
        {
            wrong = e.Message;
        }

        return new Aftermath(crash.ToString(), Deaths(deaths), pages, restart.Elapsed, wrong is null ? null : $"{wrong}\n{host.Said}");
    }

    /// <summary>Null: it died as it should.</summary>
    private async Task<string?> Survived(Crash crash, DateTimeOffset start)
    {
        await using var doomed = await ChildHost.Start(_data, "--clock-speed", Frozen, "--clock-start", start.ToString("O"), "--crash-at", $"{crash.Point}:{crash.Passing}");
        await DeliverIfItCan(doomed);
        try
        {
            await doomed.Until(End);
            return $"{crash.Point}:{crash.Passing} was not passed";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await doomed.Death();
            return doomed.ExitCode == ChildHost.Killed ? null : $"exit code {doomed.ExitCode}: {doomed.Said}";
        }
    }

    private async Task<Aftermath> Run(IReadOnlyList<TimeSpan> kills, double speed)
    {
        string[] clock = ["--clock-speed", speed.ToString(CultureInfo.InvariantCulture), "--clock-start", World.Monday];
        var name = $"killed after {string.Join(", ", kills.Select(kill => $"{kill.TotalMilliseconds:0}"))} ms";
        var deaths = new List<(DateTimeOffset Died, DateTimeOffset Back)>();
        foreach (var kill in kills)
        {
            await using var doomed = await ChildHost.Start(_data, clock);
            var delivery = DeliverIfItCan(doomed);
            await Task.Delay(kill);
            await doomed.Kill();
            await delivery;
            deaths.Add((SavedTime(), default));
        }

        var restart = Stopwatch.StartNew();
        await using var host = await ChildHost.Start(_data, clock);
        restart.Stop();
        await Deliver(host);
        await host.Advance(TimeSpan.Zero);
        var left = End - await host.Now();
        await host.Advance((left > TimeSpan.Zero ? left : TimeSpan.Zero) + Lease);
        var (pages, wrong) = await Judge(host, deaths);
        return new Aftermath(name, Deaths(deaths), pages, restart.Elapsed, wrong is null ? null : $"{wrong}\n{host.Said}");
    }

    private async Task Deliver(ChildHost host)
    {
        if (!_delivered)
        {
            await World.Ok(await host.WhatsApp(_message));
            _delivered = true;
        }
    }

    private async Task DeliverIfItCan(ChildHost doomed)
    {
        try
        {
            await Deliver(doomed);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // It died over it. The provider has no answer, and delivers it again.
        }
    }

    /// <summary>What the clock reads that a killed process left behind.</summary>
    private DateTimeOffset SavedTime() =>
        JsonSerializer.Deserialize<ClockEpoch>(File.ReadAllText(Path.Combine(_data, "clock.json"))).At(DateTimeOffset.UtcNow);

    private void LoseHistory()
    {
        foreach (var file in Directory.GetFiles(_data, "durable*.db*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Pages claimed and pages sent, right after a restart on a clock that has not moved: what is claimed is left alone then.</summary>
    private static async Task<string> Left(ChildHost host)
    {
        var ticket = await TheTicket(host);
        return $"{ticket["effects"]!.AsArray().Count(effect => effect!["claimedUntil"] is not null)}/{(await Pages(host)).Count}";
    }

    private static async Task<JsonObject> TheTicket(ChildHost host) =>
        await host.Get($"api/tickets/{Assert.Single((await host.Get("api/tickets"))["tickets"]!.AsArray())!["id"]!.GetValue<string>()}");

    private static async Task<List<Page>> Pages(ChildHost host) =>
    [
        .. (await host.Outbox()).Select(entry => entry!.AsObject())
            .Where(entry => Paged.Contains(entry["service"]!.GetValue<string>()) && entry["accepted"]!.GetValue<bool>())
            .Select(Page.Of),
    ];

    private static async Task<(string Pages, string? Wrong)> Judge(ChildHost host, List<(DateTimeOffset Died, DateTimeOffset Back)> deaths)
    {
        var wrong = new List<string>();
        var pages = await Pages(host);
        var ticket = await TheTicket(host);
        var events = ticket["events"]!.AsArray().Select(e => e!.AsObject()).ToList();

        var byEffect = pages.GroupBy(page => page.Effect).ToList();
        var reached = byEffect.Select(same => same.First().To).Order(StringComparer.Ordinal).ToList();
        wrong.AddRange(Everybody.Order(StringComparer.Ordinal).SequenceEqual(reached) ? [] : [$"paged: {string.Join(", ", reached)}"]);
        // Slack can be asked what it has. Of SMS nothing is known but that a process died over it: once more for each death, and marked.
        wrong.AddRange(byEffect.Where(same => same.Count() > (same.First().To.StartsWith("sms", StringComparison.Ordinal) ? 1 + deaths.Count : 1)).Select(same => $"{same.First().To} {same.Count()} times"));
        wrong.AddRange(byEffect.SelectMany(same => same.Skip(1)).Where(page => !page.Text.StartsWith("(repeat) ", StringComparison.Ordinal)).Select(page => $"{page.To} again, unmarked: {page.Text}"));
        wrong.AddRange(byEffect.Select(same => (same.First().To, Recorded: events.Count(e => Is(e, "effect-delivered") && same.Key.EndsWith($"/{e["effect"]}", StringComparison.Ordinal))))
            .Where(page => page.Recorded != 1).Select(page => $"{page.To} recorded {page.Recorded} times"));

        var hubSpot = (await host.Get("sandbox/hubspot/_state"))["tickets"]!.AsArray().Count;
        wrong.AddRange(hubSpot == 1 ? [] : [$"{hubSpot} tickets in HubSpot"]);
        wrong.AddRange(events.Count(e => Is(e, "message-received")) == 1 ? [] : ["the message is not there once"]);
        wrong.AddRange(ticket["effects"]!.AsArray().Select(effect => $"still to do: {effect!.ToJsonString()}"));
        wrong.AddRange(Lateness(events, deaths));

        var repeats = byEffect.SelectMany(same => same.Skip(1)).Select(page => page.To).ToList();
        return ($"{byEffect.Count} pages{(repeats.Count == 0 ? "" : $", again: {string.Join(", ", repeats)}")}", wrong.Count == 0 ? null : string.Join("; ", wrong));
    }

    /// <summary>Each rung fired once and says how late it was; late is only what fell into the time when nobody was there.</summary>
    private static IEnumerable<string> Lateness(List<JsonObject> events, List<(DateTimeOffset Died, DateTimeOffset Back)> deaths)
    {
        var rungs = events.Where(e => Is(e, "rung-fired")).ToList();
        if (!rungs.Select(rung => World.Local(rung["due"]!.GetValue<string>())).SequenceEqual(["10:08", "10:10", "10:12", "10:14"]))
        {
            yield return $"rungs due {string.Join(", ", rungs.Select(rung => World.Local(rung["due"]!.GetValue<string>())))}";
        }

        foreach (var rung in rungs)
        {
            var (due, recorded) = (rung["due"]!.GetValue<DateTimeOffset>(), rung["recordedAt"]!.GetValue<DateTimeOffset>());
            var late = TimeSpan.Parse(rung["late"]!.GetValue<string>(), CultureInfo.InvariantCulture);
            if (late != recorded - due)
            {
                yield return $"the rung due {due:HH:mm} came {recorded - due} late and says {late}";
            }

            // At the very moment of death it may have fired already.
            if (deaths is [var (died, back)] && back >= died)
            {
                var missed = due >= died && due < back ? back - due : TimeSpan.Zero;
                if (late != missed && !(due == died && late == TimeSpan.Zero))
                {
                    yield return $"the rung due {due:HH:mm} came {late} late; down from {died:HH:mm} to {back:HH:mm}";
                }
            }
        }
    }

    private static string Deaths(List<(DateTimeOffset Died, DateTimeOffset Back)> deaths) => string.Join(" ", deaths.Select(death => World.Local(death.Died.ToString("O"))));

    private static bool Is(JsonObject e, string type) => e["type"]!.GetValue<string>() == type;

    /// <summary>What reached somebody: to whom, what it said, and the effect whose name it carries.</summary>
    private sealed record Page(string Effect, string To, string Text)
    {
        public static Page Of(JsonObject entry)
        {
            var (service, request) = (entry["service"]!.GetValue<string>(), entry["request"]!);
            var effect = service switch
            {
                "slack" => request["metadata"]?["event_payload"]?["effect"],
                "sms" => request["smsSendOptions"]?["tag"],
                _ => null,
            };
            return new Page(
                effect?.GetValue<string>() ?? $"entry {entry["n"]}",
                $"{service} {entry["target"]}",
                (request["text"] ?? request["message"])?.GetValue<string>() ?? "");
        }
    }
}
