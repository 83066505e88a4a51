using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Intake.Connectors;
using Intake.Connectors.Tickets;
using Intake.Tickets;

namespace Intake.Functions.Tests;

/// <summary>Rules about the code itself that the compiler cannot keep for us.</summary>
public sealed partial class HouseRules
{
    private static readonly string[] SaysNothing = ["Manager", "Helper", "Service", "Utils", "Util"];

    private static readonly Assembly Core = typeof(Decider).Assembly;
    private static readonly Assembly Connectors = typeof(Desk).Assembly;
    private static readonly Assembly Functions = typeof(Composition).Assembly;

    public static TheoryData<Type> ClosedHierarchies => new(typeof(TicketEvent), typeof(Signal), typeof(Effect), typeof(Outcome), typeof(Inbound));

    [Fact]
    public void The_core_references_nothing_but_NodaTime_and_YamlDotNet() =>
        Assert.All(Core.GetReferencedAssemblies(), reference => Assert.True(
            reference.Name is "NodaTime" or "YamlDotNet" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), $"The core references {reference.Name}."));

    [Fact]
    public void Nothing_points_at_a_head() =>
        Assert.All([Core, Connectors], assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => reference.Name is "Intake.Functions" or "Intake.Local"));

    [Theory, MemberData(nameof(ClosedHierarchies))]
    public void Every_case_is_nested_sealed_and_has_a_stored_name(Type root)
    {
        var cases = root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root)).ToHashSet();
        var stored = root.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.All(cases, type => Assert.True(type.IsSealed && type.DeclaringType == root, $"{type.Name} escapes {root.Name}."));
        Assert.Equal(cases, stored.Select(attribute => attribute.DerivedType).ToHashSet());
        Assert.All(stored, attribute => Assert.Matches("^[a-z0-9-]+$", (string)attribute.TypeDiscriminator!));
    }

    [Fact]
    public void Types_are_named_for_what_they_are() =>
        Assert.All(new[] { Core, Connectors, Functions }.SelectMany(assembly => assembly.GetTypes()), type =>
            Assert.DoesNotContain(SaysNothing, word => type.Name.EndsWith(word, StringComparison.Ordinal)));

    [Fact]
    public void Nobody_reads_a_clock() => Assert.Empty(Lines("shared", "functions").Where(line => ClockRead().IsMatch(line.Text) && !line.Text.Contains("TryAddSingleton(TimeProvider.System)", StringComparison.Ordinal)).Select(line => line.Where));

    [Fact]
    public void No_stand_in_is_named_outside_infra_local() =>
        Assert.Empty(Lines("shared", "functions").Where(line => line.Text.Contains("Intake.Local", StringComparison.Ordinal)).Select(line => line.Where));

    [Fact] // DURABLE0001..0011, as far as a text can tell.
    public void Orchestrators_await_nothing_but_their_context() => Assert.Empty(
        Lines("functions/Orchestrations").Where(line => line.File is "TicketClock.cs" or "Inbox.cs" or "Sleeper.cs")
            .Where(line => NotReplaySafe().IsMatch(line.Text)).Select(line => line.Where));

    [Fact]
    public void No_test_is_skipped() => Assert.Empty(Lines("tests").Where(line => SkippedTest().IsMatch(line.Text) && line.File != "HouseRules.cs").Select(line => line.Where));

    private static IEnumerable<(string File, string Where, string Text)> Lines(params string[] folders)
    {
        var root = Root();
        return from folder in folders
               from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
               where !file.Contains("node_modules", StringComparison.Ordinal)
               from line in File.ReadLines(file).Select((text, n) => (text, n))
               where !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal)
               select (Path.GetFileName(file), $"{Path.GetRelativePath(root, file)}({line.n + 1})", line.text);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Intake.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Intake.sln is not above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|SystemClock\.Instance|TimeProvider\.System|Thread\.Sleep|Stopwatch|Environment\.TickCount")]
    private static partial Regex ClockRead();

    [GeneratedRegex(@"Guid\.NewGuid|new Random|Task\.(Run|Delay|Yield)|ConfigureAwait|CancelAsync|HttpClient|Environment\.|ILogger|WaitForExternalEvent<.*TimeSpan")]
    private static partial Regex NotReplaySafe();

    [GeneratedRegex(@"Skip\s*=")]
    private static partial Regex SkippedTest();
}
