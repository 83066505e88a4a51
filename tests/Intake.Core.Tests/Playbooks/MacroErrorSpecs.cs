namespace Intake.Core.Tests.Playbooks;

/// <summary>Macros, snoozes, requests and checks with one thing broken each.</summary>
public sealed class MacroErrorSpecs
{
    private const string Sections = """
        snooze: { stage: new, back-to: new, for: 2 h, at-most: 4 h, note: page, template: page, room: cs, clause: A2 }
        requests: { clause: A2, kinds: { refund: { title: Refund, words: [refund*] } } }
        macros:
          hello:
            title: Hello
            clause: A1
            fields: [order-number]
            optional: [link]
            snooze: 3 h
            text: "Hi{{#if name}} {{name}}{{/if}}, about {{order-number}}.{{#if link}} {{link}}{{else}} No link.{{/if}}"
        checks:
          looked: { question: Looked?, when: always, before: reply, clause: A1 }
        reopen:
        """;

    [Fact]
    public void As_they_stand_nothing_is_wrong() => Assert.Empty(Small.ErrorsOf(Text("", "")));

    [Theory]
    [Trait("Clause", "ER-9")]
    [InlineData("about {{order-number}}", "about {{order-numbr}}", "Nobody fills in {{order-numbr}}. Did you mean {{order-number}}?")]
    [InlineData("about {{order-number}}", "about your order", "The text does not use \"order-number\". Use it, or do not ask for it.")]
    [InlineData("{{#if name}} {{name}}{{/if}}", " {{name}}", "{{name}} may be absent. Put it between {{#if name}} and {{/if}}.")]
    [InlineData("{{#if name}} {{name}}{{/if}}", "", "It does not address the client by name. Begin with “Hi{{#if first-name}} {{first-name}}{{/if}},”.")]
    [InlineData("{{#if link}} {{link}}{{else}} No link.{{/if}}", "{{#if link}} none{{else}} {{link}}{{/if}}", "{{link}} may be absent. Put it between {{#if link}} and {{/if}}.")]
    [InlineData(" No link.{{/if}}", " No link.", "{{#if link}} is never ended. Add {{/if}}.")]
    [InlineData(" No link.{{/if}}", " No link.{{/unless}}", "{{/unless}} ends nothing.")]
    [InlineData("about {{order-number}}", "about {{{order-number}}}", "is no field and no block. Write {{field}}")]
    [InlineData("about {{order-number}}", "about {{> order-number}}", "\"{{> order-number}}\" is no field and no block.")]
    [InlineData("    snooze: 3 h\n", "    snooze: 5 h\n", "A ticket is snoozed for at most 4 h. Write a shorter time, or \"usual\".")]
    [InlineData("    snooze: 3 h\n", "    follow-up: page\n", "Nothing brings this follow-up about. Give the macro a \"snooze\" after which it is sent.")]
    [InlineData("    snooze: 3 h\n", "    snooze: 3 h\n    offer: page\n", "A ticket is snoozed, stays open, or is closed with an offer. Keep one of them.")]
    [InlineData("for: 2 h, at-most: 4 h", "for: 5 h, at-most: 4 h", "This is longer than \"at-most\", 4 h.")]
    [InlineData("before: reply", "before: refnd", "There is no step \"refnd\". Did you mean \"refund\"?")]
    [InlineData("when: always", "when: {}", "Nothing ever asks this. Write \"always\", or one of words, tags, stages, triage, requests, reply-lacks.")]
    [InlineData("when: always", "when: { requests: refunds }", "There is no request \"refunds\". Did you mean \"refund\"?")]
    public void What_is_wrong_is_named_with_its_remedy(string old, string replacement, string expected) =>
        Assert.Contains(Small.ErrorsOf(Text(old, replacement)), error => error.Contains(expected, StringComparison.Ordinal));

    private static string Text(string old, string replacement)
    {
        Assert.True(old.Length == 0 || Sections.Contains(old, StringComparison.Ordinal), old);
        return Small.Text.Replace("reopen:", old.Length == 0 ? Sections : Sections.Replace(old, replacement, StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
