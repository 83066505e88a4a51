namespace Intake.Connectors.Tests;

public sealed class FuzzTests
{
    [Fact]
    public void The_fuzzer_notices_what_throws()
    {
        Assert.ThrowsAny<Exception>(() => Fuzz.NeverThrows(body => body.Length > 3 ? throw new FormatException() : new Heard.Accepted([])));
        Assert.ThrowsAny<Exception>(() => Fuzz.NeverThrows(
            body => body.AsSpan().IndexOf("null"u8) >= 0 ? throw new FormatException() : new Heard.Accepted([]),
            """{"from":"15550100200","text":{"body":"hello"}}"""u8.ToArray()));
    }
}
