using EndToEnd.Weeks;

namespace EndToEnd;

/// <summary>A week under the ticket handling protocol, through real HTTP: all that goes out, line by line.</summary>
public sealed class CrossDepartmentSpecs
{
    [Fact]
    [Trait("Clause", "XD-1")]
    [Trait("Clause", "XD-2")]
    [Trait("Clause", "XD-3")]
    [Trait("Clause", "XD-4")]
    [Trait("Clause", "XD-5")]
    [Trait("Clause", "XD-6")]
    [Trait("Clause", "XD-7")]
    [Trait("Clause", "XD-8")]
    [Trait("Clause", "XD-9")]
    [Trait("Clause", "XD-10")]
    public Task The_week_sends_exactly_its_log() => ScriptedWeek.SendsExactlyItsLog("cross-department");
}
