using Intake.Connectors.Email;

namespace Intake.Connectors.Tests.Email;

public sealed class QuotedTextTests
{
    // A reply as it comes | what its writer wrote
    public static TheoryData<string, string> Replies => new()
    {
        { "Thanks, see you there.", "Thanks, see you there." },
        { "Yes please\r\n\r\nOn Mon, Mar 2, 2026 at 3:00 PM Desk <desk@example.com> wrote:\r\n> Shall we?\r\n> Desk", "Yes please" },
        { "Yes\n\nOn Mon, 2 Mar 2026 at 15:00, The Long Named Desk\n<desk@example.com>\nwrote:\n\nShall we?", "Yes" },
        { "Ja\n\nAm Mo., 2. März 2026 um 15:00 Uhr schrieb Desk <desk@example.com>:\n> Sollen wir?", "Ja" },
        { "Ja\n\nAm 02.03.2026 um 15:00 schrieb Desk:\nSollen wir?", "Ja" },
        { "Oui\n\nLe lun. 2 mars 2026 à 15:00, Desk <desk@example.com> a écrit :\n> On y va ?", "Oui" },
        { "Sí\n\nEl lun, 2 mar 2026 a las 15:00, Desk (<desk@example.com>) escribió:\n> ¿Vamos?", "Sí" },
        { "Sì\n\nIl giorno lun 2 mar 2026 alle ore 15:00 Desk <desk@example.com> ha\nscritto:\n> Andiamo?", "Sì" },
        { "Sim\n\nEm seg., 2 de mar. de 2026 às 15:00, Desk <desk@example.com> escreveu:\n> Vamos?", "Sim" },
        { "Ok\n\n2026-03-02 15:00 GMT+01:00 Desk <desk@example.com>:\n> Shall we?", "Ok" },
        { "Fine\n\n-----Original Message-----\nFrom: Desk\nShall we?", "Fine" },
        { "Gut\n\n-----Ursprüngliche Nachricht-----\nVon: Desk", "Gut" },
        { "Fine\n\n________________________________\nFrom: Desk <desk@example.com>\nSent: Monday, March 2, 2026 3:00 PM\nTo: Ana\nSubject: Trip\n\nShall we?", "Fine" },
        { "Fine\n\n*From:* Desk <desk@example.com>\n*Sent:* Monday\n*To:* Ana\n*Subject:* Trip", "Fine" },
        { "Gut\n\nVon: Desk <desk@example.com>\nGesendet: Montag, 2. März 2026 15:00\nAn: Ana\nBetreff: Reise", "Gut" },
        { "Bene\n\nDa: Desk <desk@example.com>\nInviato: lunedì 2 marzo 2026\nA: Ana\nOggetto: Viaggio", "Bene" },
        { "Oui\n\nDe : Desk <desk@example.com>\nEnvoyé : lundi 2 mars 2026\nÀ : Ana\nObjet : Voyage", "Oui" },
        { "See you.\n\n-- \nAna Pereira\nLisbon", "See you." },
        { "See you.\n--\nAna", "See you." },
        { "See you.\n\nSent from my iPhone", "See you." },
        { "Bis dann.\n\nVon meinem iPhone gesendet\n\nAm 02.03.2026 um 15:00 schrieb Desk:\n> x", "Bis dann." },
        { "On Mon, 2 Mar 2026, Desk wrote:\n> Where are you?\n\nAt the hut.\n\n> Which?\n\nX.", "At the hut.\n\nX." },
    };

    // What looks like a quote and is the client's own
    public static TheoryData<string> Kept => new()
    {
        "On Tuesday my wife wrote: the taxi never came.",
        "From: Rome\nTo: Venice\nDate: 5 May",
        "On 5 May the hotel wrote to us\nthat it is closed. Please help.",
        "Our stops:\n--\n" + string.Join('\n', Enumerable.Range(1, 20).Select(n => $"{n}. stop")),
        "El hotel: cerrado desde el 5",
        "Just got this. What now?\n\n---------- Forwarded message ---------\nFrom: Gasthof <info@example.com>\nDate: Sat, 29 Aug 2026 13:31\nSubject: Buchung\n\nLeider ist Ihr Zimmer storniert.",
        "Bitte lesen:\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Gasthof <info@example.com>\nDatum: 29. August 2026\nBetreff: Buchung\n\nIhr Zimmer ist storniert.",
    };

    [Theory, MemberData(nameof(Replies))]
    [InlineData("Danke, passt.\n\nVon: Ana <ana@example.com>\nGesendet: Dienstag, 3. März 2026 10:00\nAn: Support\n\nUnser Taxi ist nicht da", "Danke, passt.")]
    public void Only_the_writers_own_words_stay(string text, string own) => Assert.Equal(own, QuotedText.Strip(text));

    [Theory, MemberData(nameof(Kept))]
    public void What_the_client_wrote_is_kept(string text) => Assert.Equal(text, QuotedText.Strip(text));

    [Theory]
    [InlineData("> Where are you?\n> Desk")]
    [InlineData("On Mon, 2 Mar 2026, Desk wrote:\n> Where are you?")]
    [InlineData("Sent from my iPhone")]
    public void The_full_text_stays_when_nothing_else_would(string text) => Assert.Equal(text, QuotedText.Strip(text));

    [Theory]
    [InlineData("Fwd: help", true)]
    [InlineData("FW: help", true)]
    [InlineData("WG: Hilfe", true)]
    [InlineData("Re: Fwd: help", false)]
    [InlineData("Trip", false)]
    [InlineData(null, false)]
    public void A_forward_is_known_by_its_subject(string? subject, bool expected) => Assert.Equal(expected, QuotedText.IsForward(subject));
}
