using Intake.Playbooks;

namespace Intake.Core.Tests.Playbooks;

/// <summary>The smallest playbook that uses every section, and what breaks when a line of it is changed.</summary>
internal static class Small
{
    public const string File = "small.yaml";

    public static string Text { get; } = """
        playbook: small
        title: A small desk
        zone: Europe/Vienna
        pipeline: Desk
        rooms: { cs: SupportChannel }
        calendars:
          office:
            open:
              - { days: mon-fri, from: "09:00", to: "17:00" }
            holidays: [2026-12-25]
        shifts:
          day: { from: "09:00", to: "17:00" }
        channels:
          chat:
            title: Chat
            clause: A1
            kind: whatsapp
            via: direct
            advertised: office
            monitored: always
            auto-reply: { template: closed, clause: A1 }
            respond:
              - { class: urgent, clause: A1, within: 15 min, ladder: urgent }
              - { class: [time-sensitive, non-urgent], clause: A2, within: 2 h }
        triage:
          rules:
            - { id: broken, class: urgent, clause: A1, phrases: [broken] }
        ladders:
          urgent:
            clause: A1
            page: page
            rungs:
              - { after: 5 min, room: cs, template: page }
              - { after: 10 min, roles: primary }
        stages:
          - { name: new, label: NEW, clause: A1, guidance: Read it. }
          - { name: done, label: DONE, clause: A1, guidance: Nothing left., closed: true }
        templates:
          page: { clause: A1, text: "{client} waits {waited}" }
          closed: { clause: A1, text: We are closed. }
        reminders:
          - { channel: chat, classes: urgent, hours: outside, template: closed, clause: A2 }
        reopen: { within: 7 d, clause: A1 }
        title-form: { form: "{client} - {summary}", clause: A1 }
        clauses:
          A1: Answer at once.
          A2: Answer soon.
        """;

    /// <summary>The errors after <paramref name="old"/>, which stands there once, was replaced, without the file's name.</summary>
    public static string[] ErrorsWith(string old, string replacement)
    {
        Assert.Equal(2, Text.Split(old).Length);
        return ErrorsOf(Text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public static string[] ErrorsOf(string text) => [.. PlaybookReader.Read(File, text).Errors.Select(error => error.ToString()[File.Length..])];
}
