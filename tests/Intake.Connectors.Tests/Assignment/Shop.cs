using System.Collections.Immutable;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;

namespace Intake.Connectors.Tests.Assignment;

/// <summary>A desk that works as email-retail does: batches of 5 refilled after 4, two pods, a phone line; its people are what a test needs.</summary>
internal static class Shop
{
    private const string Text = """
        playbook: shop
        title: A shop's desk
        zone: America/New_York
        pipeline: Shop
        rooms: { cs: SupportChannel }
        channels:
          chat: { title: Chat, clause: ER-1, kind: whatsapp, via: direct, advertised: always, monitored: always, respond: [ { class: [urgent, time-sensitive, non-urgent], clause: ER-1, within: 12 h } ] }
          phone: { title: Phone, clause: ER-1, kind: phone, via: direct, advertised: always, monitored: always, respond: [ { class: [urgent, time-sensitive, non-urgent], clause: ER-1, within: 12 h } ] }
        triage:
          rules:
            - { id: parcel, class: non-urgent, clause: ER-1, phrases: [parcel] }
            - { id: cancel, class: non-urgent, clause: ER-1, phrases: [cancel] }
        stages:
          - { name: open, label: OPEN, clause: ER-1, guidance: Answer it. }
          - { name: snoozed, label: SNOOZED, clause: ER-10, guidance: Waits for the client. }
          - { name: closed, label: CLOSED, clause: ER-1, guidance: Nothing left., closed: true }
        snooze: { stage: snoozed, back-to: open, for: 2 h, at-most: 4 h, note: woken, template: woken, room: cs, clause: ER-10 }
        templates:
          woken: { clause: ER-10, text: "{title}" }
          lead: { clause: ER-16, text: "{title}: {note}" }
        assignment:
          clause: ER-2
          batch: { fill: 5, refill-after: 4, clause: ER-2 }
          availability: { clause: ER-3 }
          pods:
            ops: { title: the Ops pod, triage: [parcel], clause: ER-3 }
            retention: { title: the Retention pod, triage: [cancel], clause: ER-3 }
          by-hand: { titles: [team-lead], clause: ER-2 }
          overrides: { titles: [manager], clause: ER-19 }
        reopen: { within: 30 d, clause: ER-1 }
        title-form: { form: "{client} - {summary}", clause: ER-1 }
        clauses:
          ER-1: Answered within 12 hours.
          ER-2: Five at a time.
          ER-3: Pods get their topics.
          ER-10: Snoozed for 4 hours at most.
          ER-16: Ask your Team Lead.
          ER-19: Management may request different actions.
        """;

    public static LoadedPlaybook Of(params Person[] people)
    {
        var reading = PlaybookReader.Read("shop.yaml", Text);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return new LoadedPlaybook(reading.Playbook!, Text, new Team(people.ToImmutableDictionary(person => person.Id), [], []));
    }
}
