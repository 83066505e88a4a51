using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Intake.Playbooks.Sections;
using Intake.Playbooks.Yaml;
using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>Reads a playbook's YAML. Nothing is thrown: what is wrong is told all at once, with line, remedy and the nearest known word.</summary>
public static class PlaybookReader
{
    private static readonly string[] Keys =
    [
        "playbook", "title", "zone", "pipeline", "clauses", "rooms", "roles", "calendars", "shifts", "channels", "triage", "ladders", "stages",
        "templates", "reminders", "emergency", "reopen", "title-form", "duties", "shift-end", "ownership", "reports", "links", "decisions", "undecided", "human-duties", "by-hand", "promises", "closing-words", "deprioritise", "guidance", "evidence", "handoffs",
        "tasks", "exceptions", "assignment",
        "recurring-duties", "numbers", "reviews", "feedback", "log",
        "priorities", "categories", "references", "receipt", "escalation", "resolution",
        "macros", "snooze", "one-touch", "requests", "checks", "identity", "merge",
        "internal", "baton", "heads-up", "attempts",
    ];

    /// <summary>Reads <paramref name="text"/>; <paramref name="file"/> is how errors name it.</summary>
    public static PlaybookReading Read(string file, string text)
    {
        var errors = new ErrorList(file);
        var playbook = YamlCursor.Root(text, errors, "playbook") is { } root ? Read(root.Map(Keys), text) : null;
        return new PlaybookReading(errors.Count == 0 ? playbook : null, errors.InOrder(), errors.References());
    }

    /// <summary>The version of a text, the same whatever its line endings.</summary>
    public static string VersionOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))));

    private static Playbook Read(YamlMap map, string text)
    {
        var names = Names.In(map);
        var zone = map.Required("zone")?.Zone() ?? DateTimeZone.Utc;
        var calendars = CalendarSection.ReadAll(map.Optional("calendars"), zone);
        var ladders = LadderSection.ReadAll(map.Optional("ladders"), names, calendars);
        var priorities = map.Optional("priorities") is { } levels ? PrioritySection.ReadPriorities(levels, new ResponseSection(names, ladders)) : null;
        var categories = map.Optional("categories") is { } kinds ? PrioritySection.ReadCategories(kinds, names) : null;
        var stages = StageSection.ReadAll(map.Required("stages"), names);
        var (within, reopenClause) = ReadReopen(map, stages, names);
        var (form, titleClause) = map.Required("title-form") is { } title ? TemplateSection.ReadTitle(title, names) : default;
        var triage = map.Required("triage") is { } messages ? TriageSection.Read(messages, names) : new TriageRules([]);
        var snooze = map.Optional("snooze") is { } waits ? MacroSection.ReadSnooze(waits, names) : null;
        var requests = map.Optional("requests") is { } asked ? CheckSection.ReadRequests(asked, names) : null;
        var checks = new CheckSection(names, [.. triage.Rules.Select(rule => rule.Id)], requests).ReadAll(map.Optional("checks"));
        var (daily, drift, periods) = map.Optional("reports") is { } reports ? ReportSection.Read(reports, names, calendars) : (null, null, []);
        return new Playbook
        {
            Name = map.Text("playbook"),
            Title = map.Text("title"),
            Version = VersionOf(text),
            Zone = zone,
            Pipeline = map.Text("pipeline"),
            Clauses = Texts(map.Required("clauses"), "clauses"),
            Rooms = Texts(map.Optional("rooms"), "rooms"),
            Roles = ReadRoles(map, names),
            Calendars = calendars,
            Shifts = ShiftSection.ReadAll(map.Optional("shifts")),
            Channels = new ChannelSection(names, calendars, ladders, priorities).ReadAll(map.Required("channels")),
            Triage = triage,
            Handoffs = map.Optional("handoffs") is { } handoffs ? HandoffSection.Read(handoffs, names) : null,
            ByHand = map.Optional("by-hand") is { } byHand ? ByHandSection.Read(byHand, names) : null,
            Links = NagSection.ReadLinks(map.Optional("links"), names),
            Ladders = ladders,
            Stages = stages,
            Templates = TemplateSection.ReadAll(map.Optional("templates"), names),
            Reminders = CareSection.ReadReminders(map.Optional("reminders"), names),
            Emergency = map.Optional("emergency") is { } emergency ? CareSection.ReadEmergency(emergency, names, [.. triage.Rules.Select(rule => rule.Id)]) : null,
            Duties = map.Optional("duties") is { } duties ? CareSection.ReadDuties(duties, names) : ImmutableDictionary<string, string>.Empty,
            Tasks = map.Optional("tasks") is { } tasks ? PipelineSection.ReadPost(tasks, names) : null,
            Exceptions = map.Optional("exceptions") is { } exceptions ? PipelineSection.ReadPost(exceptions, names) : null,
            Decisions = DecisionSection.ReadDecisions(map.Optional("decisions"), names),
            Undecided = DecisionSection.ReadUndecided(map.Optional("undecided"), names),
            HumanDuties = DecisionSection.ReadHumanDuties(map.Optional("human-duties"), names),
            ShiftEnd = map.Optional("shift-end") is { } shiftEnd ? ShiftEndSection.Read(shiftEnd, names) : null,
            Daily = daily,
            Drift = drift,
            Ownership = map.Optional("ownership") is { } ownership ? ShiftEndSection.ReadOwnership(ownership, names) : null,
            Promises = map.Optional("promises") is { } promises ? ConversationSection.ReadPromises(promises, names) : null,
            ClosingWords = map.Optional("closing-words") is { } words ? ConversationSection.ReadClosingWords(words, names) : null,
            Deprioritise = map.Optional("deprioritise") is { } aside ? ConversationSection.ReadDeprioritise(aside, names) : null,
            Guidance = map.Optional("guidance") is { } guidance ? ConversationSection.ReadGuidance(guidance, names) : null,
            EvidenceClause = map.Optional("evidence") is { } evidence ? ConversationSection.ReadEvidence(evidence, names) : "intake",
            Assignment = map.Optional("assignment") is { } assignment ? new AssignmentSection(names, [.. triage.Rules.Select(rule => rule.Id)], [.. categories?.Kinds.Select(kind => kind.Name) ?? []]).Read(assignment) : null,
            Priorities = priorities,
            Categories = categories,
            References = map.Optional("references") is { } references ? PrioritySection.ReadReferences(references, names) : null,
            Receipt = map.Optional("receipt") is { } receipt ? PrioritySection.ReadReceipt(receipt, names) : null,
            Escalation = map.Optional("escalation") is { } escalation ? EscalationSection.Read(escalation, names) : null,
            Resolution = map.Optional("resolution") is { } resolution ? EscalationSection.ReadResolution(resolution, names) : null,
            Macros = MacroSection.ReadAll(map.Optional("macros"), names, snooze),
            Snooze = snooze,
            OneTouch = map.Optional("one-touch") is { } oneTouch ? MacroSection.ReadOneTouch(oneTouch, names) : null,
            Requests = requests,
            Checks = checks,
            Identity = map.Optional("identity") is { } identity ? new IdentitySection(names, requests, checks).Read(identity) : null,
            Merge = map.Optional("merge") is { } merge ? IdentitySection.ReadMerge(merge, names) : null,
            RecurringDuties = RecurringDutySection.ReadAll(map.Optional("recurring-duties"), names, calendars),
            Internal = map.Optional("internal") is { } byStaff ? TeamworkSection.ReadInternal(byStaff, names) : null,
            Baton = map.Optional("baton") is { } baton ? TeamworkSection.ReadBaton(baton, names) : null,
            HeadsUp = map.Optional("heads-up") is { } headsUp ? TeamworkSection.ReadHeadsUp(headsUp, names) : null,
            Attempts = map.Optional("attempts") is { } attempts ? TeamworkSection.ReadAttempts(attempts, names) : null,
            PeriodReports = periods,
            Numbers = map.Optional("numbers") is { } numbers ? PeriodSection.ReadNumbers(numbers, names) : null,
            Reviews = map.Optional("reviews") is { } reviews ? ReviewSection.Read(reviews, names) : null,
            Feedback = map.Optional("feedback") is { } feedback ? ReviewSection.ReadFeedback(feedback, names) : null,
            Log = map.Optional("log") is { } log ? ReviewSection.ReadLog(log, names) : null,
            ReopenWithin = within,
            ReopenClause = reopenClause ?? "",
            TitleForm = form ?? "",
            TitleClause = titleClause ?? "",
        };
    }

    /// <summary>A sealed ticket is never reopened: what comes after its close belongs to another at once.</summary>
    private static (Duration Within, string Clause) ReadReopen(YamlMap map, ImmutableArray<Stage> stages, Names names)
    {
        if (stages.FirstOrDefault(stage => stage.Sealed is not null) is not { Sealed: { } seal } closed)
        {
            return map.Required("reopen") is { } reopen ? CareSection.ReadReopen(reopen, names) : default;
        }

        map.Optional("reopen")?.Error($"{closed.Label} is sealed: no ticket is reopened.", "Remove one of the two.");
        return (Duration.Zero, seal.Clause);
    }

    private static ImmutableDictionary<string, string> Texts(YamlCursor? at, string what) =>
        (at?.Named(what) ?? []).ToImmutableDictionary(entry => entry.Name, entry => entry.Value.Text() ?? "");

    private static ImmutableArray<string> ReadRoles(YamlMap map, Names names) =>
        map.Optional("roles") is { } roles ? [.. roles.OneOrMore("roles").Select(role => role.Text()).OfType<string>()] : [.. names.Roles];
}
