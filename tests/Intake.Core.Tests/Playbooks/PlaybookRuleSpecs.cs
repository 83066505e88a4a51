using System.Text.RegularExpressions;

namespace Intake.Core.Tests.Playbooks;

/// <summary>What each part says may be well written and still not fit the others; rows as in <see cref="PlaybookErrorSpecs"/>.</summary>
public sealed class PlaybookRuleSpecs
{
    [Theory]
    [InlineData(
        "advertised: office",
        "advertised: offce",
        "(19,17): channels.chat.advertised: There is no calendar \"offce\". Did you mean \"office\"?")]
    [InlineData(
        "ladder: urgent",
        "ladder: urgnt",
        "(23,62): channels.chat.respond[0].ladder: There is no ladder \"urgnt\". Did you mean \"urgent\"?")]
    [InlineData(
        "ladder: urgent",
        "unmonitored: night",
        "(23,67): channels.chat.respond[0].unmonitored: There is no ladder \"night\". Known: urgent.")]
    [InlineData(
        "auto-reply: { template: closed",
        "auto-reply: { template: close",
        "(21,29): channels.chat.auto-reply.template: There is no template \"close\". Did you mean \"closed\"?")]
    [InlineData(
        "page: page",
        "page: pag",
        "(31,11): ladders.urgent.page: There is no template \"pag\". Did you mean \"page\"?")]
    [InlineData(
        "room: cs",
        "room: ops",
        "(33,31): ladders.urgent.rungs[0].room: There is no room \"ops\". Known: cs.")]
    [InlineData(
        "roles: primary",
        "roles: [primry]",
        "(34,34): ladders.urgent.rungs[1].roles[0]: There is no role \"primry\". Did you mean \"primary\"?")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nroles: [first, second]",
        "(35,33): ladders.urgent.rungs[1].roles: There is no role \"primary\". Known: first, second.")]
    [InlineData(
        "channel: chat",
        "channel: chatt",
        "(42,16): reminders[0].channel: There is no channel \"chatt\". Did you mean \"chat\"?")]
    [InlineData(
        "title: Chat\n    clause: A1",
        "title: Chat\n    clause: B1",
        "(16,13): channels.chat.clause: There is no clause \"B1\". Did you mean \"A1\"?")]
    [InlineData(
        "within: 7 d, clause: A1",
        "within: 7 d, clause: TS-A1",
        "(43,32): reopen.clause: There is no clause \"TS-A1\". Known: A1, A2.")]
    [InlineData(
        "kind: whatsapp",
        "kind: whatsap",
        "(17,11): channels.chat.kind: \"whatsap\" is not a kind of channel. Did you mean \"whatsapp\"?")]
    [InlineData(
        "via: direct",
        "via: fax",
        "(18,10): channels.chat.via: \"fax\" is not a route. Known: direct, hubspot.")]
    [InlineData(
        "class: urgent, clause: A1, phrases",
        "class: urgnt, clause: A1, phrases",
        "(27,28): triage.rules[0].class: \"urgnt\" is not a class. Did you mean \"urgent\"?")]
    [InlineData(
        "hours: outside",
        "hours: at night",
        "(42,46): reminders[0].hours: \"at night\" is not a time for a reminder. Known: any, inside, outside.")]
    [InlineData(
        "classes: urgent, hours",
        "classes: [urgent, pressing], hours",
        "(42,40): reminders[0].classes[1]: \"pressing\" is not a class. Known: emergency, non-urgent, time-sensitive, urgent.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., nag: { after: 10 min, template: nag, room: cs, clause: A1 }",
        "(36,94): stages[0].nag.template: There is no template \"nag\". Known: closed, page.")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nduties: { by-hand: A1, notes: A3, overrule: A1 }",
        "(5,31): duties.notes: There is no clause \"A3\". Did you mean \"A1\"?")]
    public void References(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "phrases: [broken]",
        "phrases: [\"broken ~99\"]",
        "(27,58): triage.rules[0].phrases[0]: \"broken ~99\": \"~\" needs a number of words, at most 20. Write words, prefix*, (this|or that), optional?, @group, ~6 or <6>.")]
    [InlineData(
        "phrases: [broken]",
        "phrases: [(broken|lost]",
        "(27,58): triage.rules[0].phrases[0]: \"(broken|lost\": A \"(\" is not closed. Write words, prefix*, (this|or that), optional?, @group, ~6 or <6>.")]
    [InlineData(
        "phrases: [broken]",
        "phrases: [\"~3 broken\"]",
        "(27,58): triage.rules[0].phrases[0]: \"~3 broken\": A phrase begins and ends with a word. Write words, prefix*, (this|or that), optional?, @group, ~6 or <6>.")]
    [InlineData(
        "phrases: [broken]",
        "phrases: [\"@sonn\"]",
        "(27,58): triage.rules[0].phrases[0]: \"@sonn\": There is no group of words \"sonn\" above. Did you mean \"soon\"?")]
    [InlineData(
        "phrases: [broken]",
        "despite: [joke], phrases: [broken]",
        "(27,58): triage.rules[0].despite[0]: There is no guard \"joke\". There are none yet: define it, or leave this out.")]
    [InlineData(
        "  rules:\n    - { id: broken",
        "  words: { soon: x }\n  rules:\n    - { id: broken",
        "(26,18): triage.words.soon: \"soon\" is built in. Choose another name.")]
    [InlineData(
        "  rules:\n    - { id: broken",
        "  words:\n    a: |\n      good\n      bad (\n  rules:\n    - { id: broken",
        "(29,1): triage.words.a: \"bad (\": An alternative is empty. Write words, prefix*, (this|or that), optional?, @group, ~6 or <6>.")]
    [InlineData(
        "  rules:\n    - { id: broken",
        "  dates: { today: today, mony: monday }\n  rules:\n    - { id: broken",
        "(26,26): triage.dates.mony: \"mony\" is not a key here. Did you mean \"mon\"?")]
    [InlineData(
        "  rules:\n    - { id: broken",
        "  guards: [{ id: joke, clause: A1, weakens: emergency, reach: sentence, phrases: haha }]\n  rules:\n    - { id: broken",
        "(26,12): triage.guards[0]: A guard that reaches further than its clause would silence an emergency. Let it reach match, onward or clause, or not weaken emergency.")]
    public void Triage(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "[time-sensitive, non-urgent]",
        "time-sensitive",
        "(23,7): channels.chat.respond: Class non-urgent has no response rule. Add one, or let a rule speak for \"class: every\".")]
    [InlineData(
        "[time-sensitive, non-urgent]",
        "every",
        "(24,18): channels.chat.respond[1].class: Class urgent has a rule already. Keep one rule for each class.")]
    [InlineData(
        "within: 15 min",
        "within: 5 min",
        "(23,61): channels.chat.respond[0].ladder: \"urgent\" first tells somebody after 5 min, and the limit is 5 min. Let its first rung come before the limit.")]
    [InlineData(
        "after: 10 min",
        "after: 4 min",
        "(34,9): ladders.urgent.rungs[1]: This rung does not come after the one before it, at 5 min. Write rungs in order of time, one for each moment.")]
    [InlineData(
        "after: 10 min",
        "after: 5 min",
        "(34,9): ladders.urgent.rungs[1]: This rung does not come after the one before it, at 5 min. Write rungs in order of time, one for each moment.")]
    [InlineData(
        "after: 10 min, roles: primary",
        "after: 10 min",
        "(34,9): ladders.urgent.rungs[1]: Nobody is told. Name a room, roles, or both.")]
    [InlineData(
        "room: cs, template: page",
        "room: cs",
        "(33,9): ladders.urgent.rungs[0]: The room is told nothing. Write room and template together.")]
    [InlineData(
        "room: cs, template: page",
        "roles: primary, template: page",
        "(33,9): ladders.urgent.rungs[0]: The template goes to no room. Write room and template together.")]
    [InlineData(
        "roles: primary",
        "roles: primary, to-agent: true",
        "(34,9): ladders.urgent.rungs[1]: Nobody is told when no agent owns the ticket. Name the room that is told then.")]
    [InlineData(
        ", closed: true",
        "",
        "(36,3): stages: No stage is closed. Give the stage in which tickets end \"closed: true\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., closed: true",
        "(37,77): stages[1].closed: Stage \"new\" is closed already. Let tickets end in one stage.")]
    [InlineData(
        "name: done",
        "name: new",
        "(37,13): stages[1].name: There are two stages \"new\". Give each stage its own name.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { starts-with: \"Waiting – \", example: On hold, clause: A1 }",
        "(36,106): stages[0].note.example: The example does not start with \"Waiting – \". Let it show the form it asks for.")]
    [InlineData(
        "{waited}",
        "{wait}",
        "(39,29): templates.page.text: Nobody fills in {wait}. Did you mean {waited}? Fields: client, channel, …")]
    [InlineData(
        "{waited}",
        "{answered by}",
        "(39,29): templates.page.text: Nobody fills in {answered by}. Fields: client, channel, …")]
    [InlineData(
        "{waited}",
        "{waited",
        "(39,29): templates.page.text: A \"{\" stands alone. Fields are written {like-this}. Fields: client, channel, …")]
    [InlineData(
        "{summary}",
        "{title}",
        "(44,21): title-form.form: Nobody fills in {title}. Fields: client, name, summary, day.")]
    public void Rules(string old, string replacement, string expected) =>
        Assert.Equal([expected], Small.ErrorsWith(old, replacement).Select(error => Regex.Replace(error, @"(?<=Fields: client, channel, )title, .*\.$", "…", RegexOptions.None, TimeSpan.FromSeconds(1))));
}
