using EndToEnd.Weeks;

namespace EndToEnd;

public sealed class ClientCareWeekSpecs
{
    [Fact]
    [Trait("Clause", "CC-1")]
    [Trait("Clause", "CC-2")]
    [Trait("Clause", "CC-3")]
    [Trait("Clause", "CC-4")]
    [Trait("Clause", "CC-5")]
    [Trait("Clause", "CC-7")]
    [Trait("Clause", "CC-8")]
    [Trait("Clause", "CC-9")]
    [Trait("Clause", "CC-10")]
    public Task A_week_of_client_care_sends_exactly_its_log() => ScriptedWeek.SendsExactlyItsLog("client-care");
}
