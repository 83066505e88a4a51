namespace Intake.Core.Tests.Playbooks;

/// <summary>Mistakes in what a stage asks for and does, told with line, place and what was expected; rows as in <see cref="PlaybookErrorSpecs"/>.</summary>
public sealed class StageErrorSpecs
{
    [Theory]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., mooves: [done]",
        "(36,62): stages[0].mooves: \"mooves\" is not a key here. Did you mean \"moves\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., moves: [don]",
        "(36,70): stages[0].moves[0]: There is no stage \"don\". Did you mean \"done\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., moves: { done: true }",
        "(36,69): stages[0].moves: A list of stages belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., used-for: { a: b }",
        "(36,72): stages[0].used-for: A list of texts belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., questions: { when: [maybe], clause: A1 }",
        "(36,73): stages[0].questions: A list of questions belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., questions: [{ clause: A1 }]",
        "(36,74): stages[0].questions[0]: \"when\" is missing. Add \"when: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., questions: [{ when: [maybe], use: dune, clause: A1 }]",
        "(36,96): stages[0].questions[0].use: There is no stage \"dune\". Did you mean \"done\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., questions: [{ when: [maybe], refused: often, clause: A1 }]",
        "(36,100): stages[0].questions[0].refused: \"often\" is neither yes nor no. Write true or false.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., questions: [{ wenn: [maybe], when: [maybe], clause: A1 }]",
        "(36,76): stages[0].questions[0].wenn: \"wenn\" is not a key here. Known: clause, refused, says, unless, use, when.")]
    public void Stages_and_their_moves(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: Say what happened",
        "(36,68): stages[0].note: A group of keys belongs here, not \"Say what happened\". Keys: starts-with, example, vague, clause.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { clause: A1 }",
        "(36,68): stages[0].note: \"example\" is missing. Add \"example: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { exampel: Done., example: Done., clause: A1 }",
        "(36,70): stages[0].note.exampel: \"exampel\" is not a key here. Did you mean \"example\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { example: [a, b], clause: A1 }",
        "(36,79): stages[0].note.example: A text belongs here, not a list. Write one, in quotes if it holds a colon.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { example: Done., vague: { a: b }, clause: A1 }",
        "(36,93): stages[0].note.vague: A list of texts belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., note: { example: Done. }",
        "(36,68): stages[0].note: \"clause\" is missing. Add \"clause: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., one-off: { clause: A1 }",
        "(36,71): stages[0].one-off: \"reason\" is missing. Add \"reason: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., tags: { template: pag, room: cs, clause: A1 }",
        "(36,80): stages[0].tags.template: There is no template \"pag\". Did you mean \"page\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., tags: { room: cs, clause: A1 }",
        "(36,68): stages[0].tags: \"template\" is missing. Add \"template: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., waits-on: { client: [client], template: page, room: cs, clause: A1 }",
        "(36,72): stages[0].waits-on: \"words\" is missing. Add \"words: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., waits-on: { words: [waiting on], client: { a: b }, template: page, room: cs, clause: A1 }",
        "(36,103): stages[0].waits-on.client: A list of texts belongs here, not a group of keys. Begin each with \"- \", or write them in [ ].")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., task: { do-at: [do], clause: A1 }",
        "(36,68): stages[0].task: \"day-at\" is missing. Add \"day-at: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., task: { do-at: [do], day-at: nine, clause: A1 }",
        "(36,91): stages[0].task.day-at: \"nine\" is not a time of day. Write hours and minutes, e.g. \"09:00\".")]
    public void Notes(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., follow-up: 30 min",
        "(36,73): stages[0].follow-up: A group of keys belongs here, not \"30 min\". Keys: urgent, time-sensitive, else, template, room, clause.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., follow-up: { urgent: half an hour, time-sensitive: 2 h, else: 24 h, template: page, room: cs, clause: A1 }",
        "(36,83): stages[0].follow-up.urgent: \"half an hour\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., follow-up: { urgent: 30 min, time-sensitive: 2 h, template: page, room: cs, clause: A1 }",
        "(36,73): stages[0].follow-up: \"else\" is missing. Add \"else: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., follow-up: { urgent: 30 min, time-sensitive: 2 h, els: 24 h, else: 24 h, template: page, room: cs, clause: A1 }",
        "(36,112): stages[0].follow-up.els: \"els\" is not a key here. Did you mean \"else\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., follow-up: { urgent: 30 min, time-sensitive: 2 h, else: 24 h, template: page, room: ops, clause: A1 }",
        "(36,146): stages[0].follow-up.room: There is no room \"ops\". Known: cs.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., nag: { after: soon, template: page, room: cs, clause: A1 }",
        "(36,76): stages[0].nag.after: \"soon\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., nag: { template: page, room: cs, clause: A1 }",
        "(36,67): stages[0].nag: \"after\" is missing. Add \"after: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., nag: { after: 10 min, urgent-after: 3, template: page, room: cs, clause: A1 }",
        "(36,98): stages[0].nag.urgent-after: \"3\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., nag: [10 min]",
        "(36,67): stages[0].nag: A group of keys belongs here, not a list. Keys: after, urgent-after, template, room, clause.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., promptly: { after: 0 min, template: page, room: cs, clause: A1 }",
        "(36,81): stages[0].promptly.after: \"0 min\" is no time at all. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., promptly: { template: page, room: cs, clause: A1 }",
        "(36,72): stages[0].promptly: \"after\" is missing. Add \"after: …\".")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\ntasks: { template: page, rooom: cs, room: cs, clause: A1 }",
        "(5,26): tasks.rooom: \"rooom\" is not a key here. Did you mean \"room\"?")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nexceptions: { room: cs, clause: A1 }",
        "(5,13): exceptions: \"template\" is missing. Add \"template: …\".")]
    public void Follow_ups_and_nags(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primary, template: page, room: cs, again-after: 2 h, done: dun, done-note: page, failed: new, failed-note: page, blocked: page, clause: A1 }",
        "(36,139): stages[0].executes.done: There is no stage \"dun\". Known: done, new.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primry, template: page, room: cs, again-after: 2 h, done: done, done-note: page, failed: new, failed-note: page, blocked: page, clause: A1 }",
        "(36,80): stages[0].executes.role: There is no role \"primry\". Did you mean \"primary\"?")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primary, template: page, room: cs, again-after: later, done: done, done-note: page, failed: new, failed-note: page, blocked: page, clause: A1 }",
        "(36,128): stages[0].executes.again-after: \"later\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primary, template: page, room: cs, again-after: 2 h, done: done, done-note: page, failed: new, blocked: page, clause: A1 }",
        "(36,72): stages[0].executes: \"failed-note\" is missing. Add \"failed-note: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primary, template: page, room: cs, again-after: 2 h, done: done, done-note: page, bill: finance, failed: new, failed-note: page, blocked: page, clause: A1 }",
        "(36,168): stages[0].executes.bill: There is no stage \"finance\". Known: done, new.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., executes: { role: primary, template: page, room: cs, again: 2 h, again-after: 2 h, done: done, done-note: page, failed: new, failed-note: page, blocked: page, clause: A1 }",
        "(36,115): stages[0].executes.again: \"again\" is not a key here. Known: again-after, bill, blocked, clause, done, done-note, failed, failed-note, role, room, template.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., hands-over: { template: page, room: cs, clause: A1 }",
        "(36,74): stages[0].hands-over: \"owner-after\" is missing. Add \"owner-after: …\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., hands-over: { owner: [owner], owner-after: [owner], template: page, room: cs, clause: A1 }",
        "(36,76): stages[0].hands-over.owner: \"owner\" is not a key here. Known: clause, owner-after, room, template.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., closes-after: 5 min",
        "(36,76): stages[0].closes-after: A group of keys belongs here, not \"5 min\". Keys: after, from, tags, note, blocked, room, clause.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., closes-after: { after: a few minutes, note: page, blocked: page, room: cs, clause: A1 }",
        "(36,85): stages[0].closes-after.after: \"a few minutes\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., closes-after: { after: 5 min, note: invoiced, blocked: page, room: cs, clause: A1 }",
        "(36,98): stages[0].closes-after.note: There is no template \"invoiced\". Known: closed, page.")]
    [InlineData(
        "guidance: Read it.",
        "guidance: Read it., closes-after: { after: 5 min, note: page, room: cs, clause: A1 }",
        "(36,76): stages[0].closes-after: \"blocked\" is missing. Add \"blocked: …\".")]
    public void Executions_and_invoicing(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));

    [Theory]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nby-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chat, source: Fax } }, drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: { after: 5 min, template: page, room: cs, clause: A1 } } }",
        "(5,190): by-hand.drafts.nag: \"every\" is missing. Add \"every: …\".")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nby-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chat, source: Fax } }, drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: { after: 5 min, every: often, template: page, room: cs, clause: A1 } } }",
        "(5,213): by-hand.drafts.nag.every: \"often\" is not a length of time. Write e.g. \"15 min\", \"2 h\" or \"1 d\".")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nby-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chat, source: Fax } }, drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: { after: 5 min, every: 5 min, evry: 5 min, template: page, room: cs, clause: A1 } } }",
        "(5,220): by-hand.drafts.nag.evry: \"evry\" is not a key here. Did you mean \"every\"?")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nby-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chat, source: Fax } }, drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: { after: 5 min, every: 5 min, role: primry, template: page, room: cs, clause: A1 } } }",
        "(5,226): by-hand.drafts.nag.role: There is no role \"primry\". Did you mean \"primary\"?")]
    [InlineData(
        "pipeline: Desk",
        "pipeline: Desk\nby-hand: { clause: A1, required: { text: In doubt., clause: A1 }, sources: { fax: { channel: chat, source: Fax } }, drafts: { clause: A1, dismiss: [{ reason: thanks, label: Thanks }], nag: every 5 min } }",
        "(5,190): by-hand.drafts.nag: A group of keys belongs here, not \"every 5 min\". Keys: after, room-after, every, counting, template, room, role, clause.")]
    public void Nags_of_the_team(string old, string replacement, string expected) => Assert.Equal([expected], Small.ErrorsWith(old, replacement));
}
