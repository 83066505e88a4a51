namespace Intake.Connectors.Tests;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("+15550100200", "+15550100200")]
    [InlineData("15550100200", "+15550100200")] // Event Grid and WhatsApp leave the plus away
    [InlineData("0015550100200", "+15550100200")]
    [InlineData("+1 (555) 010-0200", "+15550100200")]
    [InlineData("tel:+1-555-010-0200", "+15550100200")]
    [InlineData("+39 (0)471 123456", "+39471123456")]
    [InlineData("+1 555 010 0200 ext. 12", "+15550100200")]
    [InlineData("\u202a+1\u00a0555\u2011010\u20110200\u202c", "+15550100200")] // as copied from an address book
    [InlineData("0471 123456", null)] // national: whose country?
    [InlineData("102", null)] // an extension
    [InlineData("anonymous", null)]
    [InlineData("US.1234567890", null)]
    [InlineData("+1234567890123456", null)] // sixteen digits
    [InlineData("+", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void A_number_is_E164_or_none(string? written, string? expected) => Assert.Equal(expected, PhoneNumbers.Normalise(written));
}
