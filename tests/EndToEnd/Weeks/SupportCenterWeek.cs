namespace EndToEnd.Weeks;

/// <summary>Eight days of the support center: a ticket's whole lifecycle by e-mail and web form, and who gets it.</summary>
public sealed class SupportCenterWeek
{
    [Fact]
    [Trait("Clause", "SC-1")]
    [Trait("Clause", "SC-2")]
    [Trait("Clause", "SC-3")]
    [Trait("Clause", "SC-4")]
    [Trait("Clause", "SC-5")]
    [Trait("Clause", "SC-6")]
    [Trait("Clause", "SC-7")]
    [Trait("Clause", "SC-9")]
    [Trait("Clause", "SC-10")]
    public Task The_week_sends_exactly_its_log() => ScriptedWeek.SendsExactlyItsLog("support-center");
}
