using System.Buffers;
using Intake.Playbooks.Yaml;
using Intake.Triage;

namespace Intake.Playbooks.Sections;

/// <summary>Phrases in a text: one to a line, or several with commas between.</summary>
internal static class PhraseLines
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz *");

    public static IEnumerable<string> Read(YamlCursor at, IReadOnlyCollection<string> groups)
    {
        if (at.Text() is not { } text)
        {
            return [];
        }

        // Of a text of several lines, the first stands below the key.
        var lines = text.TrimEnd().Split('\n');
        var first = lines.Length == 1 && !text.EndsWith('\n') ? at.Value.Line : at.Value.Line + 1;
        return [.. lines.Index().SelectMany(line => line.Item.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(phrase => IsPlain(phrase) || IsGood(phrase, at, first + line.Index, groups)))];
    }

    // Nothing can be wrong with words of plain letters, and most phrases are no more.
    private static bool IsPlain(string phrase) => !phrase.AsSpan().ContainsAnyExcept(Plain) && char.IsAsciiLetterLower(phrase[0]);

    private static bool IsGood(string phrase, YamlCursor at, int line, IReadOnlyCollection<string> groups)
    {
        var (read, problem) = PhraseParser.Parse(phrase);
        var unknown = read is null ? null : GroupsIn(read).FirstOrDefault(name => !groups.Contains(name));
        problem ??= unknown is null ? null : new PhraseProblem($"\"{phrase}\": There is no group of words \"{unknown}\" above.", Nearest.Remedy(unknown, groups));
        if (problem is not null)
        {
            at.Errors.Add(line, line == at.Value.Line ? at.Value.Column : 1, at.Path, problem.What, problem.Remedy);
        }

        return problem is null;
    }

    private static IEnumerable<string> GroupsIn(Phrase phrase) => phrase switch
    {
        Phrase.Group group => [group.Name],
        Phrase.Also also => [.. GroupsIn(also.Part), .. GroupsIn(also.Elsewhere)],
        Phrase.InOrder order => order.Parts.SelectMany(GroupsIn),
        Phrase.Either either => either.Ways.SelectMany(GroupsIn),
        Phrase.Maybe maybe => GroupsIn(maybe.Part),
        _ => [],
    };
}
