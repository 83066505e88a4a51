using Intake.Playbooks;
using Intake.Tickets;
using static Intake.Triage.Triage;

namespace Intake.Core.Tests.Triage;

/// <summary>What takes an alarm away, and what does not: each pair of rows is the same words, guarded and in earnest.</summary>
public sealed class GuardSpecs
{
    [Theory]
    [Trait("Clause", "TS-U2")]
    [InlineData("We are not lost", Urgency.NonUrgent, "denied")]
    [InlineData("No, we are lost", Urgency.Urgent, "lost")]
    [InlineData("Nobody is hurt", Urgency.NonUrgent, "denied")]
    [InlineData("Nobody but me, she is hurt", Urgency.Urgent, "injury-or-illness")]
    [InlineData("Yesterday the taxi didn't come", Urgency.NonUrgent, "past")]
    [InlineData("Yesterday was fine, but today the taxi didn't come", Urgency.Urgent, "transfer-missing-or-wrong")]
    [InlineData("The taxi didn't come but we managed", Urgency.NonUrgent, "over")]
    [InlineData("We managed, but now the taxi didn't come", Urgency.Urgent, "transfer-missing-or-wrong")]
    [InlineData("What happens if the taxi does not come?", Urgency.NonUrgent, "imagined")]
    [InlineData("If you can, hurry: the taxi did not come", Urgency.Urgent, "transfer-missing-or-wrong")]
    [InlineData("What if someone has a heart attack?", Urgency.NonUrgent, "imagined-emergency")]
    [InlineData("What if this is it? He is having a heart attack", Urgency.Emergency, "heart-stroke-or-seizure")]
    [InlineData("Five years ago he had a heart attack", Urgency.NonUrgent, "long-ago")]
    [InlineData("Five years ago he was here, now he has a heart attack", Urgency.Emergency, "heart-stroke-or-seizure")]
    [InlineData("I nearly had a heart attack when I saw the view", Urgency.NonUrgent, "about-emergencies")]
    [InlineData("What is the avalanche risk?", Urgency.NonUrgent, "about-emergencies")]
    [InlineData("Two of us were caught by an avalanche", Urgency.Emergency, "fallen-or-buried")]
    [InlineData("We are stuck in the pool haha", Urgency.NonUrgent, "joke")]
    [InlineData("haha very funny. We are stuck at the pass", Urgency.Urgent, "cannot-travel-now")]
    [InlineData("haha my brother is unconscious", Urgency.Emergency, "not-conscious-or-breathing")]
    [InlineData("Will the trail be closed in October?", Urgency.NonUrgent, "future-travel")]
    [InlineData("We leave in October, but the trail is closed", Urgency.Urgent, "unsafe-route")]
    [InlineData("She is fine now, but our guide is unconscious", Urgency.Emergency, "not-conscious-or-breathing")]
    [InlineData("Not urgent for us, but a man here is not breathing", Urgency.Emergency, "not-conscious-or-breathing")]
    public void A_guard_covers_what_it_is_about_and_no_more(string text, Urgency expected, string by)
    {
        var found = Classify(Labelled.Rules, ChannelKind.WhatsApp, text, Labelled.On());

        Assert.Equal((expected, by), (found.Urgency, found.Rule));
    }

    [Fact]
    public void A_guarded_message_names_the_guard_its_words_and_what_they_took_the_force_from()
    {
        var found = Classify(Labelled.Rules, ChannelKind.WhatsApp, "Yesterday the Taxi didn’t come", Labelled.On());

        Assert.Equal(("past", "TS-U1"), (found.Rule, found.Clause));
        Assert.Equal("Yesterday|Taxi didn’t come", string.Join('|', found.Evidence));
    }
}
