using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using Intake.Triage;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>The language of phrases: what stands in the playbook, a message, and the words of it that match ("" for none).</summary>
public sealed class PhraseSpecs
{
    [Theory]
    [InlineData("taxi", "Our TAXI!", "TAXI")]
    [InlineData("taxi", "taxis", "")]
    [InlineData("taxi*", "two Taxis", "Taxis")]
    [InlineData("hutte", "Die Hütte ist zu", "Hütte")]
    [InlineData("hütte", "die Huette ist zu", "Huette")]
    [InlineData("didn't", "he didn’t come", "didn’t")]
    [InlineData("didn't", "he didnt come", "didnt")]
    [InlineData("hotel", "à l’hôtel", "hôtel")]
    [InlineData("help", "HEEEELP", "HEEEELP")]
    [InlineData("😂", "ha 😂 ha", "😂")]
    [InlineData("👍", "👍🏽", "👍")]
    [InlineData("wrong (hotel|address)", "the wrong  address", "wrong  address")]
    [InlineData("lost (the|our)? way", "lost way", "lost way")]
    [InlineData("lost (the|our)? way", "lost our way", "lost our way")]
    [InlineData("lost (the|our)? way", "lost their way", "")]
    [InlineData("@ride late", "the van late", "van late")]
    [InlineData("@ride late", "the cable car late", "cable car late")]
    [InlineData("@ride ~2 late", "the van is very late", "van is very late")]
    [InlineData("@ride ~2 late", "the van is very very late", "")]
    [InlineData("@ride ~4 late", "the van. It is late", "")]
    [InlineData("@ride ~4 late", "the van, it is late", "van, it is late")]
    [InlineData("hurt <2> leg", "my leg is hurt", "leg is hurt")]
    [InlineData("hurt <2> leg", "I hurt my leg", "hurt my leg")]
    [InlineData("lost && dark", "It is dark. We are lost.", "lost")]
    [InlineData("lost && dark", "We are lost.", "")]
    [InlineData("in # h", "in 3 h", "in 3 h")]
    [InlineData("#th", "the 15th", "15th")]
    [InlineData("help !!", "help!!!", "help!!!")]
    [InlineData("help !!", "help!", "")]
    [InlineData("help ?", "help?", "help?")]
    [InlineData("ambulance", "an ambulnace", "ambulnace")]
    [InlineData("ambulance", "an ambulanec", "ambulanec")]
    [InlineData("ambulance", "an ambulanca", "ambulanca")]
    [InlineData("ambulance", "an ambullance", "ambullance")]
    [InlineData("ambulance", "a bambulance", "")]
    [InlineData("stroke", "a strike", "")]
    public void A_phrase_matches(string phrase, string text, string words) => Assert.Equal(words, string.Join("|", Judged(phrase, text).Evidence));

    [Fact]
    public void The_first_of_equal_rules_decides_and_shows_at_most_three_places()
    {
        var rules = Rules(("a", Urgency.Urgent, "x"), ("b", Urgency.Urgent, "y"), ("c", Urgency.TimeSensitive, "z"));

        var found = Classify(rules, ChannelKind.WhatsApp, "z y X x1 x 'x' x!", Labelled.On());

        Assert.Equal(("a", "A1", Urgency.Urgent), (found.Rule, found.Clause, found.Urgency));
        Assert.Equal("X|x", string.Join('|', found.Evidence));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello?")]
    [InlineData("👍")]
    [InlineData("...")]
    public void Nothing_known_is_the_default(string text)
    {
        var found = Judged("taxi", text);

        Assert.Equal(("default", "U1", Urgency.NonUrgent), (found.Rule, found.Clause, found.Urgency));
        Assert.Empty(found.Evidence);
    }

    private static Classification Judged(string phrase, string text) => Classify(Rules(("rule", Urgency.Urgent, phrase)), ChannelKind.Email, text, Labelled.On());

    private static TriageRules Rules(params ReadOnlySpan<(string Id, Urgency Class, string Phrase)> rules)
    {
        var all = ImmutableArray.CreateBuilder<TriageRule>();
        foreach (var (id, urgency, phrase) in rules)
        {
            all.Add(new TriageRule(id, urgency, "A1", [phrase]));
        }

        return new TriageRules(all.ToImmutable()) { Otherwise = "U1", Groups = [new WordGroup("ride", ["taxi*", "van", "cable car"])], NoTypos = ["strike"] };
    }
}
