using Intake.Core.Tests.Playbooks;
using Intake.Playbooks;
using Intake.Tickets;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>Second opinions: an emergency rests on a sign of danger or rescue, and what is only uncomfortable wakes nobody.</summary>
public sealed class OpinionSpecs
{
    [Theory]
    [Trait("Clause", "TS-E1")]
    [InlineData("The heater is broken and my two children are freezing in the hotel room")]
    [InlineData("The radiator in our room is dead, it does not work at all and grandmother is very cold")]
    public void Cold_and_children_alone_are_urgent_and_no_emergency(string text) => Assert.Equal(Urgency.Urgent, Of(text).Urgency);

    [Theory]
    [Trait("Clause", "TS-E1")]
    [InlineData("He ate something with nuts and now his lips look like balloons")]
    [InlineData("My granddad has gone down like a sack of potatoes and won't stir")]
    [InlineData("We are soaked, it's getting dark, the little one has stopped talking")]
    public void Danger_put_in_other_words_is_an_emergency(string text) => Assert.Equal((Urgency.Emergency, "reads-as-emergency"), (Of(text).Urgency, Of(text).Rule));

    [Theory]
    [Trait("Clause", "TS-U2")]
    [InlineData("The jacuzzi is cold again")]
    [InlineData("Her fever is gone")]
    [InlineData("On Monday the path was closed")]
    public void What_is_only_a_nuisance_or_over_waits(string text) => Assert.Equal(Urgency.NonUrgent, Of(text).Urgency);

    [Fact]
    [Trait("Clause", "TS-E1")]
    public void An_illness_found_by_a_second_opinion_alone_is_asked_about_like_any_other()
    {
        var asked = TripSupport.Playbook.Emergency!.Question!.Rules;
        var opinion = TripSupport.Playbook.Triage.Weights[0];

        Assert.Equal(Urgency.Urgent, opinion.Class);
        Assert.Contains(opinion.Matters[0].Rule, asked);
        Assert.Contains(Of("Both of us are on the bathroom floor since midnight, it is coming out of both ends, we can't set off today").Rule, asked);
    }

    [Fact]
    [Trait("Clause", "TS-T5")]
    public void A_path_closed_by_a_landslide_is_no_matter_of_a_booking() => Assert.Equal("unsafe-route", Of("The path after the second hut is closed by a landslide").Rule);

    private static Intake.Triage.Classification Of(string text) => Classify(Labelled.Rules, ChannelKind.WhatsAppGroup, text, Labelled.On());
}
