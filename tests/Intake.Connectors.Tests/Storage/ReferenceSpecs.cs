using Intake.Connectors.Storage;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tests.Storage;

/// <summary>"Assign a ticket/reference number to each inquiry" (CC-2): one each, whoever asks at the same time, and the same one whenever asked again.</summary>
public sealed class ReferenceSpecs
{
    private static readonly ReferenceRules Rules = new("CC-2", "CC-{number}", 1001);

    [Fact]
    [Trait("Clause", "CC-2")]
    public async Task Fifty_inquiries_at_once_have_fifty_numbers_in_a_row()
    {
        var world = await StorageWorld.Open();
        ReferenceNumbers[] numbers = [new(world.Shop.Tables), new(world.Another().Tables)];
        var given = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => numbers[n % 2].Of("client-care", Rules, TicketId.For($"mail:{n}"), default))));
        Assert.Equal(Enumerable.Range(1001, 50).Select(n => $"CC-{n}"), given.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Clause", "CC-2")]
    public async Task Asked_again_a_ticket_has_the_number_it_had_and_each_playbook_counts_for_itself()
    {
        var numbers = new ReferenceNumbers((await StorageWorld.Open()).Shop.Tables);
        var (first, second) = (TicketId.For("mail:1"), TicketId.For("mail:2"));
        Assert.Equal("CC-1001", await numbers.Of("client-care", Rules, first, default));
        Assert.Equal("CC-1002", await numbers.Of("client-care", Rules, second, default));
        Assert.Equal("CC-1001", await numbers.Of("client-care", Rules, first, default));
        Assert.Equal("R-1", await numbers.Of("retail", new ReferenceRules("R", "R-{number}", 1), first, default));
    }

    [Theory]
    [Trait("Clause", "CC-3")]
    [InlineData("Re: Export [CC-1042]", "CC-1042")]
    [InlineData("about cc-1042, please", "CC-1042")]
    [InlineData("CC-1042 and CC-1043", "CC-1042")]
    [InlineData("ACC-1042 is my account", null)]
    [InlineData("CC-1042b", null)]
    [InlineData("nothing of the kind", null)]
    public void A_number_in_a_text_is_found_whatever_its_letters_and_only_as_a_whole(string text, string? reference) => Assert.Equal(reference, Rules.In(text));
}
