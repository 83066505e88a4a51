namespace Intake.Connectors.Tickets;

/// <summary>Pointer keys that lead to a ticket other than by its own thread.</summary>
public static class PointerKeys
{
    public static string HubSpot(string objectId) => $"hs:{objectId}";

    /// <summary>The ticket of whoever calls from a number.</summary>
    public static string Phone(string number) => $"tel:{number}";

    public static string Mail(string messageId) => $"mail:{messageId}";

    /// <summary>The latest conversation of a client under a playbook; null when nothing is known of them.</summary>
    public static string? Client(Intake.Playbooks.Playbook playbook, Intake.Tickets.Client client) => Intake.Tickets.Merges.Key(playbook, client) is { } key ? $"client:{playbook.Name}:{key}" : null;

    /// <summary>The latest conversation of an account.</summary>
    public static string Account(Intake.Playbooks.Playbook playbook, string account) => $"account:{playbook.Name}:{account}";

    /// <summary>The number a client knows a ticket by, as the playbook writes it.</summary>
    public static string Reference(string reference) => $"ref:{reference}";

    /// <summary>The code a page by SMS asks to be answered with.</summary>
    public static string Code(string phone, string code) => $"ack:{phone}:{code}";
}
