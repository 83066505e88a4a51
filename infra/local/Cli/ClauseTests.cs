using System.Text.RegularExpressions;
using Intake.Playbooks;

namespace Intake.Local.Cli;

/// <summary>Finds the tests that name the clauses they hold, <c>[Trait("Clause", "TS-P5")]</c>, on a method or on its class.</summary>
internal static partial class ClauseTests
{
    /// <summary>The repository's tests folder, at or above where one stands; null when there is none.</summary>
    public static string? Folder(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Intake.sln")))
            {
                return Path.Combine(folder.FullName, "tests");
            }
        }

        return null;
    }

    public static IEnumerable<ClauseTest> In(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !file.Contains("node_modules", StringComparison.Ordinal)
        from test in In(Path.GetRelativePath(Path.GetDirectoryName(folder)!, file), File.ReadLines(file))
        select test;

    internal static IEnumerable<ClauseTest> In(string file, IEnumerable<string> lines)
    {
        var (space, type, ofType, pending) = ("", "", new List<string>(), new List<string>());
        foreach (var (n, line) in lines.Index())
        {
            pending.AddRange(Trait().Matches(line).Select(match => match.Groups["clause"].Value));
            if (Namespace().Match(line) is { Success: true } named)
            {
                space = named.Groups["name"].Value;
            }
            else if (Class().Match(line) is { Success: true } declared)
            {
                (type, ofType, pending) = (declared.Groups["name"].Value, pending, []);
            }
            else if (Method().Match(line) is { Success: true } method)
            {
                foreach (var clause in pending.Concat(ofType).Distinct())
                {
                    yield return new ClauseTest(clause, file, n + 1, space.Length == 0 ? type : $"{space}.{type}", method.Groups["name"].Value);
                }

                pending = [];
            }
        }
    }

    [GeneratedRegex("""Trait\("Clause",\s*"(?<clause>[^"]+)"\)""")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\s*namespace (?<name>[\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*public (sealed |abstract |static |partial )*class (?<name>\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*public (async )?(Task|void|Property|bool)\S* (?<name>\w+)\(")]
    private static partial Regex Method();
}
