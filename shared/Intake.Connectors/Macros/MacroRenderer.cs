using System.Collections.Concurrent;
using HandlebarsDotNet;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Macros;

/// <summary>
/// A macro as the client reads it. The text is the playbook's, so nothing in it is escaped; what fills a field is only ever a value, never Handlebars of its
/// own. Whether every field is known and filled in is the core's matter.
/// </summary>
public static class MacroRenderer
{
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    // Compiling costs far more than rendering, and a playbook has a few dozen texts.
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new(StringComparer.Ordinal);

    private static readonly string[] Titles = ["mr", "mrs", "ms", "miss", "dr", "prof"];

    public static string Render(Macro macro, IReadOnlyDictionary<string, string> fields, Playbook playbook, Ticket ticket, Person agent)
    {
        var name = Name(ticket.Client);
        var values = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["first-name"] = First(name),
            ["agent"] = First(agent.Name) ?? agent.Name,
            ["ticket"] = ticket.Id.Value,
            ["reference"] = ticket.Reference,
            ["subject"] = ticket.Subject,
            ["channel"] = playbook.Channels[ticket.Channel].Title,
        };
        foreach (var field in macro.Fields.Concat(macro.Optional))
        {
            values[field] = fields.GetValueOrDefault(field)?.Trim();
        }

        return Compiled.GetOrAdd(macro.Text, text => Engine.Compile(text))(values).Trim();
    }

    /// <summary>Mail programs put the address where no name was given; that is none.</summary>
    private static string? Name(Client client) => client.Name?.Trim() is { Length: > 0 } name && !name.Contains('@', StringComparison.Ordinal) ? name : null;

    /// <summary>"Jane" of "Jane Doe", "Doe, Jane" and "Dr. Jane Doe".</summary>
    private static string? First(string? name)
    {
        var given = name?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [_, var behind, ..] ? behind : name;
        return given?.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => !Titles.Contains(part.TrimEnd('.').ToLowerInvariant()));
    }
}
