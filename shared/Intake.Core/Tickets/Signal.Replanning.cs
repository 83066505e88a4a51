using System.Text.Json.Serialization;

namespace Intake.Tickets;

[JsonDerivedType(typeof(PlaybookChanged), "playbook-changed")]
public abstract partial record Signal
{
    /// <summary>Somebody tells an open ticket to go on by the playbook as it is now. Decided with that playbook.</summary>
    public sealed record PlaybookChanged(string Agent) : Signal;
}
