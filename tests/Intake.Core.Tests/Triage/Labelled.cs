using System.Text.Json;
using Intake.Core.Tests.Playbooks;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Triage;
using NodaTime;
using NodaTime.Text;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>A message and the class a person gave it.</summary>
public sealed record Labelled(string Id, ChannelKind Channel, ZonedDateTime At, string Text, Urgency Class)
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    // A Wednesday in the season.
    private const string Usual = "2026-07-08T10:00";

    private static readonly Dictionary<string, ChannelKind> Channels = new()
    {
        ["phone"] = ChannelKind.Phone,
        ["email"] = ChannelKind.Email,
        ["whatsapp"] = ChannelKind.WhatsApp,
        ["lux"] = ChannelKind.WhatsAppGroup,
    };

    private static readonly Dictionary<string, Urgency> Classes = new()
    {
        ["emergency"] = Urgency.Emergency,
        ["urgent"] = Urgency.Urgent,
        ["time-sensitive"] = Urgency.TimeSensitive,
        ["non-urgent"] = Urgency.NonUrgent,
    };

    /// <summary>All of them. Every second line, the second first, was kept aside while the rules were written.</summary>
    public static IReadOnlyList<Labelled> All { get; } = [.. File.ReadLines(PathOf("labelled.jsonl")).Select(Read)];

    /// <summary>Written after the rules, a batch at a time, each batch scored once before the rules learnt from it.</summary>
    public static IReadOnlyList<Labelled> Later { get; } = [.. File.ReadLines(PathOf("later.jsonl")).Select(Read)];

    /// <summary>By people who did not know the rules, and weighed by the second opinions since: all channels, six languages, oblique and long-winded.</summary>
    public static IReadOnlyList<Labelled> Written { get; } = [.. File.ReadLines(PathOf("written.jsonl")).Select(Read)];

    /// <summary>The same words in earnest and harmless, for the second opinions to learn what decides.</summary>
    public static IReadOnlyList<Labelled> Contrasts { get; } = [.. File.ReadLines(PathOf("contrasts.jsonl")).Select(Read)];

    /// <summary>What clients ask all day, and "nobody is hurt": hardly anything of it may wake anybody.</summary>
    public static IReadOnlyList<Labelled> Everyday { get; } = [.. File.ReadLines(PathOf("everyday.jsonl")).Select(Read)];

    /// <summary>What can happen to a walker, kind by kind, said plainly, obliquely, politely and in panic, in six languages, and what only looks like it.</summary>
    public static IReadOnlyList<Labelled> Taxonomy { get; } = [.. File.ReadLines(PathOf("taxonomy.jsonl")).Select(Read)];

    /// <summary>By two people who did not know the rules nor each other's messages; each set was scored once before anything was learnt from it.</summary>
    public static IReadOnlyList<Labelled> Blind { get; } = [.. File.ReadLines(PathOf("blind-a.jsonl")).Select(Read), .. File.ReadLines(PathOf("blind-b.jsonl")).Select(Read)];

    /// <summary>
    /// By the same people as <see cref="Written"/>; the weights have not learnt from them, and must not. What was missed of them has been read,
    /// and phrases of the same kinds followed: count this set as nearly unseen.
    /// </summary>
    public static IReadOnlyList<Labelled> Unseen { get; } = [.. File.ReadLines(PathOf("unseen.jsonl")).Select(Read)];

    /// <summary>The default playbook's.</summary>
    public static TriageRules Rules => TripSupport.Playbook.Triage;

    /// <summary>By content alone.</summary>
    public Classification Classified => Classify(Rules, Channel, Text, At);

    /// <summary>As a ticket on this channel gets it: a call starts urgent.</summary>
    public Classification Judged => Judge(Rules, On(Channel), Text, At);

    /// <summary>The label, where every contact on the channel starts at a class.</summary>
    public Urgency Expected => On(Channel).Starts is { } starts && starts > Class ? starts : Class;

    private static ChannelRules On(ChannelKind kind) => TripSupport.Playbook.Channels.Values.First(channel => channel.Kind == kind);

    /// <summary>The usual time of writing, in the playbook's zone.</summary>
    public static ZonedDateTime On(string minute = Usual) => Minute.Parse(minute).GetValueOrThrow().InZoneLeniently(TripSupport.Playbook.Zone);

    private static string PathOf(string file) => Path.Combine(Path.GetDirectoryName(TripSupport.PathOf(TripSupport.File))!, "..", "..", "tests", "Intake.Core.Tests", "Triage", file);

    private static Labelled Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        var at = row.TryGetProperty("at", out var minute) ? minute.GetString()! : Usual;
        var written = OffsetDateTimePattern.ExtendedIso.Parse(at) is { Success: true } exact ? exact.Value.InZone(TripSupport.Playbook.Zone) : On(at);
        return new Labelled(Of("id"), Channels[Of("channel")], written, Of("text"), Classes[Of("class")]);

        string Of(string name) => row.GetProperty(name).GetString()!;
    }
}
