using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>Who a ticket belongs to: the shift, until it ends; or one agent, as an exception.</summary>
internal static class ShiftEndSection
{
    public static ShiftEndRules Read(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "live-clause", "room", "live-within", "warn-before", "warn-template", "unaccepted", "unaccepted-template", "named-template");
        return new ShiftEndRules(
            map.Clause(names),
            map.Reference("live-clause", "clause", names.Clauses),
            map.Room(names),
            map.Length("live-within"),
            map.Length("warn-before"),
            map.Reference("warn-template", "template", names.Templates),
            map.Length("unaccepted"),
            map.Reference("unaccepted-template", "template", names.Templates),
            map.Reference("named-template", "template", names.Templates));
    }

    public static OwnershipRules ReadOwnership(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "title-form", "room", "returned-template", "closed-template");
        return new OwnershipRules(
            map.Clause(names),
            TemplateSection.TextWithFields(map, "title-form", ["owner", "title"]),
            map.Room(names),
            map.Reference("returned-template", "template", names.Templates),
            map.Reference("closed-template", "template", names.Templates));
    }
}
