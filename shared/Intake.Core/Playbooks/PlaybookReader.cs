using System.Collections.Immutable;

namespace Intake.Playbooks;

public sealed record PlaybookReading(Playbook? Playbook, ImmutableArray<string> Errors);

public static class PlaybookReader
{
    public static PlaybookReading Read(string file, string text) => new(null, [file + text]);
}
