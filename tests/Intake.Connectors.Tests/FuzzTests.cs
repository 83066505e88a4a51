namespace Intake.Connectors.Tests;

public sealed class FuzzTests
{
    [Fact]
    public void The_fuzzer_notices_what_throws() =>
        Assert.ThrowsAny<Exception>(() => Fuzz.NeverThrows(body => body.Length > 3 ? throw new FormatException() : new Heard.Accepted([])));
}
