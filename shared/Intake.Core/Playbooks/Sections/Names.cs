using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>What the playbook defines, by name, so that a section can refer to what stands further down.</summary>
internal sealed record Names(
    IReadOnlyCollection<string> Clauses,
    IReadOnlyCollection<string> Rooms,
    IReadOnlyCollection<string> Calendars,
    IReadOnlyCollection<string> Channels,
    IReadOnlyCollection<string> Ladders,
    IReadOnlyCollection<string> Templates,
    IReadOnlyCollection<string> Roles,
    IReadOnlyCollection<string> Links)
{
    /// <summary>The stages, which are a list of groups.</summary>
    public IReadOnlyCollection<string> Stages { get; init; } = [];

    /// <summary>The priorities, which are a list of groups too.</summary>
    public IReadOnlyCollection<string> Priorities { get; init; } = [];

    public IReadOnlyCollection<string> Macros { get; init; } = [];

    /// <summary>The roles of a playbook that names none.</summary>
    public static IReadOnlyCollection<string> UsualRoles { get; } = ["primary", "secondary", "leadership"];

    public static Names In(YamlMap playbook) => new(
        playbook.NamesUnder("clauses"),
        playbook.NamesUnder("rooms"),
        [CalendarSection.Always, .. playbook.NamesUnder("calendars")],
        playbook.NamesUnder("channels"),
        playbook.NamesUnder("ladders"),
        playbook.NamesUnder("templates"),
        playbook.Has("roles") ? playbook.NamesUnder("roles") : UsualRoles,
        playbook.NamesUnder("links"))
    {
        Stages = playbook.NamesOf("stages", "name"),
        Priorities = playbook.NamesOf("priorities", "name"),
        Macros = playbook.NamesUnder("macros"),
    };
}

/// <summary>The references every section makes.</summary>
internal static class References
{
    public static string Clause(this YamlMap map, Names names) => map.Reference("clause", "clause", names.Clauses);

    /// <summary>Clauses a rule keeps beside its own; whoever asks what keeps a clause finds it here.</summary>
    public static void AlsoKeeps(this YamlMap map, Names names) => map.References("keeps", "clause", names.Clauses);

    public static string Template(this YamlMap map, Names names) => map.Reference("template", "template", names.Templates);

    public static string Room(this YamlMap map, Names names) => map.Reference("room", "room", names.Rooms);
}
