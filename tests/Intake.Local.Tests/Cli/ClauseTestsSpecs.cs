using Intake.Local.Cli;

namespace Intake.Local.Tests.Cli;

/// <summary>Which tests say that they hold a clause.</summary>
public sealed class ClauseTestsSpecs
{
    private const string Mark = "Trait";

    [Fact]
    public void A_test_names_its_clauses_in_one_or_more_attributes_or_its_class_does()
    {
        var source = $$"""
            namespace Some.Specs;

            [{{Mark}}("Clause", "TS-A1")]
            public sealed class PhoneSpecs
            {
                [Fact, {{Mark}}("Clause", "TS-A2")]
                public async Task A_missed_call_asks_for_support()
                {
                }

                [Theory]
                [{{Mark}}("Clause", "TS-A3"), {{Mark}}("Clause", "TS-A7")]
                [InlineData(1)]
                public void Evidence_closes_it(int n)
                {
                }
            }

            public sealed class OtherSpecs
            {
                [Property]
                [{{Mark}}("Clause", "TS-U1")]
                public Property Always(int seed) => true;

                [Fact]
                public void Nothing_in_particular() { }
            }
            """;

        Assert.Equal(
            [
                "TS-A2 Some.Specs.PhoneSpecs.A_missed_call_asks_for_support 7",
                "TS-A1 Some.Specs.PhoneSpecs.A_missed_call_asks_for_support 7",
                "TS-A3 Some.Specs.PhoneSpecs.Evidence_closes_it 14",
                "TS-A7 Some.Specs.PhoneSpecs.Evidence_closes_it 14",
                "TS-A1 Some.Specs.PhoneSpecs.Evidence_closes_it 14",
                "TS-U1 Some.Specs.OtherSpecs.Always 23",
            ],
            ClauseTests.In("tests/Some.cs", source.Split('\n')).Select(test => $"{test.Clause} {test.Class}.{test.Method} {test.Line}"));
    }
}
