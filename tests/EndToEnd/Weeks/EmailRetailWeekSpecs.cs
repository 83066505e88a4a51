namespace EndToEnd.Weeks;

/// <summary>Customer Experience e-mails for a week, each line of what went out compared.</summary>
public sealed class EmailRetailWeekSpecs
{
    [Fact]
    [Trait("Clause", "ER-1")]
    [Trait("Clause", "ER-2")]
    [Trait("Clause", "ER-3")]
    [Trait("Clause", "ER-9")]
    [Trait("Clause", "ER-10")]
    [Trait("Clause", "ER-11")]
    [Trait("Clause", "ER-12")]
    [Trait("Clause", "ER-14")]
    [Trait("Clause", "ER-15")]
    [Trait("Clause", "ER-16")]
    [Trait("Clause", "ER-17")]
    [Trait("Clause", "ER-18")]
    [Trait("Clause", "ER-21")]
    [Trait("Clause", "ER-22")]
    public Task The_week_sends_exactly_this() => ScriptedWeek.SendsExactlyItsLog("email-retail");
}
