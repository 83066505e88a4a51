using System.Net.Mail;
using Intake.Playbooks.Yaml;

namespace Intake.Playbooks.Sections;

/// <summary>The departments to which what is not support is handed.</summary>
internal static class HandoffSection
{
    public static HandoffRules Read(YamlCursor at, Names names)
    {
        var map = at.Map("clause", "template", "departments");
        return new HandoffRules(map.Clause(names), map.Template(names), [.. map.Required("departments")?.Named("departments").Select(department => ReadDepartment(department.Name, department.Value)) ?? []]);
    }

    public static Department ReadDepartment(string name, YamlCursor at)
    {
        var map = at.Map("title", "email", "slack");
        var email = map.Required("email");
        var address = email?.Text();
        if (address is not null && !MailAddress.TryCreate(address, out _))
        {
            email!.Error($"\"{address}\" is not an e-mail address.", "Write e.g. \"reservations@example.com\".");
        }

        return new Department(name, map.Text("title"), address ?? "", map.Optional("slack")?.Text());
    }
}
