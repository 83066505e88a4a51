using Intake.Connectors.Macros;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Tests;

/// <summary>A macro as the client reads it (CC-6, ER-9).</summary>
public sealed class MacroRendererTests
{
    private static readonly Playbook Playbook = Shipped("email-retail");
    private static readonly Person Olive = new("olive", "Olive Okafor");

    [Theory]
    [Trait("Clause", "ER-9")]
    [Trait("Clause", "CC-6")]
    [InlineData("Jane Doe", "Hi Jane,")]
    [InlineData("Doe, Jane", "Hi Jane,")]
    [InlineData("Dr. Jane Doe", "Hi Jane,")]
    [InlineData("jane@example.com", "Hi,")]
    [InlineData(null, "Hi,")]
    public void The_customer_is_greeted_by_name_where_there_is_one(string? name, string greeting)
    {
        var text = Rendered(Playbook.Macros["answer"], name, ("issue", "the dose"), ("answer", "One a day."));

        Assert.Equal($"{greeting}\n\nThank you for writing to us about the dose.\n\nOne a day.", text[..text.IndexOf("\n\nIf there", StringComparison.Ordinal)]);
        Assert.EndsWith("Kind regards,\nOlive", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void Nothing_is_escaped_and_a_value_is_no_template()
    {
        var text = Rendered(Playbook.Macros["answer"], "Zoë <O'Hara>", ("issue", "Kids' vitamins & \"joint\" care <5 kg"), ("answer", "{{agent}} is not filled in, nor {{#if x}}."));

        Assert.StartsWith("Hi Zoë,", text, StringComparison.Ordinal);
        Assert.Contains("Kids' vitamins & \"joint\" care <5 kg", text, StringComparison.Ordinal);
        Assert.Contains("{{agent}} is not filled in, nor {{#if x}}.", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "ER-9")]
    public void What_depends_on_a_field_left_out_is_left_out()
    {
        var without = Rendered(Playbook.Macros["order-status"], "Jane", ("order-number", "1001"), ("status", "It is on its way."));
        var with = Rendered(Playbook.Macros["order-status"], "Jane", ("order-number", "1001"), ("status", "It is on its way."), ("tracking-link", "https://track.example/1"));

        Assert.DoesNotContain("follow it here", without, StringComparison.Ordinal);
        Assert.Contains("You can follow it here: https://track.example/1", with, StringComparison.Ordinal);
    }

    /// <summary>What the core's check lets through, Handlebars renders: no macro of ours leaves a brace or an empty field behind.</summary>
    [Theory]
    [Trait("Clause", "ER-9")]
    [InlineData("email-retail")]
    [InlineData("client-care")]
    public void Every_macro_we_ship_renders(string playbook)
    {
        foreach (var macro in Shipped(playbook).Macros.Values)
        {
            var full = Rendered(macro, "Jane Doe", [.. macro.Fields.Concat(macro.Optional).Select(field => (field, $"<{field}>"))]);
            Assert.All(macro.Fields.Concat(macro.Optional), field => Assert.Contains($"<{field}>", full, StringComparison.Ordinal));
            Assert.DoesNotContain("{{", full + Rendered(macro, null, [.. macro.Fields.Select(field => (field, field))]), StringComparison.Ordinal);
        }
    }

    private static string Rendered(Macro macro, string? name, params (string Field, string Value)[] fields) => MacroRenderer.Render(
        macro, fields.ToDictionary(field => field.Field, field => field.Value), Playbook,
        Ticket.None(new TicketId("t1")) with { Channel = "email", Client = new Client(name, "jane@example.com") }, Olive);

    private static Playbook Shipped(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "playbooks", $"{name}.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
