using System.Text.Json.Serialization;

namespace Intake.Tickets;

/// <summary>
/// Who is on the other end of a thread, as far as the channel told us. <paramref name="Address"/> is where an answer goes on that
/// channel: a phone number (E.164), a WhatsApp user id, a group id or an e-mail address; null when the caller withheld it.
/// </summary>
public sealed record Client(string? Name, string? Address, string? Phone = null, string? Email = null)
{
    /// <summary>The name to show people: the given one, else the address, else that it is unknown.</summary>
    [JsonIgnore]
    public string Shown => Name ?? Address ?? "unknown caller";
}
