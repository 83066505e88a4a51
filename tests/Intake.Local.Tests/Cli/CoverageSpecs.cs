using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Intake.Functions;
using Intake.Local.Cli;
using Intake.Playbooks;

namespace Intake.Local.Tests.Cli;

/// <summary>Every clause of the shipped SOP is kept by rules and tests, and each of these tests exists; that it passes is what the suite proves.</summary>
public sealed class CoverageSpecs
{
    private static readonly string Tests = ClauseTests.Folder(AppContext.BaseDirectory)!;

    [Fact]
    public void No_clause_is_empty()
    {
        Assert.Equal([], Clauses().Where(clause => clause.Missing is not null).Select(clause => $"{clause.Clause}: {clause.Missing}"));
        Assert.Equal(["TS-B3"], Clauses().Where(clause => clause.Rules.IsEmpty && clause.Duty is null).Select(clause => clause.Clause));
    }

    [Fact]
    public void Each_named_test_is_a_compiled_test()
    {
        var named = ClauseTests.In(Tests).ToLookup(test => test.File.Split('/', '\\')[1]);

        // Those that are built beside this one: the whole suite builds all of them.
        var built = named.Where(project => File.Exists(Assembly(project.Key))).ToList();
        Assert.NotEmpty(built);
        Assert.All(built, project => Assert.Equal([], project.Select(test => $"{test.Class}.{test.Method}").Distinct().Except(Compiled(Assembly(project.Key)))));
    }

    [Fact]
    public void The_command_lists_rule_and_test_of_each_and_says_what_is_missing()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = CoverageCommand.Run("trip-support", Tests, json: false, output, errors);

        Assert.Equal((0, ""), (exit, errors.ToString()));
        Assert.Matches(@"TS-A2  If you cannot get to a missed call.*\n +rule +trip-support.yaml\(\d+\) ladders.missed-call", output.ToString());
        Assert.Matches(@"\n +test +\w.*  \[tests/EndToEnd/PhoneSpecs.cs:\d+\]", output.ToString());
        var counted = Regex.Match(output.ToString().ReplaceLineEndings("\n"), @"\n(\d+) clauses: (\d+) with rule and test, (\d+) with rule and test that help a person's duty, (\d+) undecided\.\n$");
        Assert.Equal(Number(1), Number(2) + Number(3) + Number(4));

        int Number(int group) => int.Parse(counted.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_clause_nothing_keeps_makes_it_fail()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var empty = Directory.CreateTempSubdirectory("intake-no-tests-").FullName;

        Assert.Equal(1, CoverageCommand.Run("trip-support", empty, json: false, output, errors));
        Assert.Contains("MISSING     no test holds it", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, CoverageCommand.Run("trip-support", Path.Combine(empty, "nowhere"), json: false, output, errors));
        Assert.Contains("cannot be found. Say --tests", errors.ToString(), StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    private static ImmutableArray<ClauseCoverage> Clauses()
    {
        var source = PlaybookFile.Find("trip-support");
        var read = PlaybookReader.Read(source.Name, source.Text);
        return Coverage.Of(read.Playbook!, read.References, ClauseTests.In(Tests));
    }

    /// <summary>artifacts/bin/{project}/{configuration}/{project}.dll, as this one's own.</summary>
    private static string Assembly(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"{project}.dll");
    }

    private static HashSet<string> Compiled(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
               from method in type.GetMethods().Select(metadata.GetMethodDefinition)
               where method.GetCustomAttributes().Any(attribute => IsTest(metadata, metadata.GetCustomAttribute(attribute)))
               select $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}",
        ];
    }

    private static bool IsTest(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) is "FactAttribute" or "TheoryAttribute" or "PropertyAttribute";
}
