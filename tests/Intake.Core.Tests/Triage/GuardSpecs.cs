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

    [Theory]
    [Trait("Clause", "TS-E1")]
    [InlineData("SOS! We have run out of chocolate 😂", Urgency.NonUrgent)]
    [InlineData("SOS we are out of wine", Urgency.NonUrgent)]
    [InlineData("Socorro, se acabó el queso jajaja", Urgency.NonUrgent)]
    [InlineData("SOS", Urgency.Emergency)]
    [InlineData("SOS! We are on the ridge and cannot get down", Urgency.Emergency)]
    [InlineData("Haha, very funny. SOS now: he fell off the ridge and does not answer", Urgency.Emergency)]
    public void A_cry_for_help_in_jest_wakes_nobody_and_one_in_earnest_does(string text, Urgency expected) =>
        Assert.Equal(expected, Classify(Labelled.Rules, ChannelKind.WhatsApp, text, Labelled.On()).Urgency);

    [Theory]
    [Trait("Clause", "TS-B5")]
    [InlineData("Automatic reply: I am out of the office. For urgent matters please call Ben, in an emergency the switchboard.")]
    [InlineData("I'm on annual leave and will respond on my return. If your taxi has not come, contact the help desk.")]
    [InlineData("Abwesenheitsnotiz: Ich bin im Urlaub. In dringenden Fällen hilft Frau Kern.")]
    [InlineData("Réponse automatique : je suis absente. En cas d'urgence, appelez le standard.")]
    [InlineData("Respuesta automática: estoy fuera de la oficina. Si es urgente, llame a la centralita.")]
    [InlineData("Risposta automatica: sono in ferie. Per urgenze scrivere al collega.")]
    [InlineData("Resposta automática: estou ausente. Em caso de urgência fale com a minha colega.")]
    public void An_automatic_reply_is_known_by_its_words_and_wakes_nobody(string text)
    {
        var found = Classify(Labelled.Rules, ChannelKind.Email, text, Labelled.On());

        Assert.Equal((Urgency.NonUrgent, "automatic-reply", "TS-B5"), (found.Urgency, found.Rule, found.Clause));
        Assert.NotEmpty(found.Evidence);
    }

    [Theory]
    [Trait("Clause", "TS-E1")]
    [InlineData("Automatic reply: I am out of the office. If you read this: my wife is unconscious at the hut, send help.", Urgency.Emergency)]
    [InlineData("I'm out of the office this week, walking with you, and our taxi has not come.", Urgency.Urgent)]
    [InlineData("We are on holiday with you and the hotel has no booking for us, please reply.", Urgency.Urgent)]
    public void Danger_in_an_automatic_reply_counts_and_a_client_on_holiday_is_none(string text, Urgency expected) =>
        Assert.Equal(expected, Classify(Labelled.Rules, ChannelKind.Email, text, Labelled.On()).Urgency);

    [Fact]
    public void A_guarded_message_names_the_guard_its_words_and_what_they_took_the_force_from()
    {
        var found = Classify(Labelled.Rules, ChannelKind.WhatsApp, "Yesterday the Taxi didn’t come", Labelled.On());

        Assert.Equal(("past", "TS-U1"), (found.Rule, found.Clause));
        Assert.Equal("Yesterday|Taxi didn’t come", string.Join('|', found.Evidence));
    }
}
