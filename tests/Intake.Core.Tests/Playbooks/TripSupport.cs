using Intake.Playbooks;

namespace Intake.Core.Tests.Playbooks;

/// <summary>The default playbook as it lies in the repository.</summary>
internal static class TripSupport
{
    public const string File = "trip-support.yaml";

    public static string Text { get; } = System.IO.File.ReadAllText(PathOf(File));

    public static Playbook Playbook { get; } = Readable(PlaybookReader.Read(File, Text));

    /// <summary>A file of shared/playbooks, found from wherever the tests run.</summary>
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Intake.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run below Intake.sln.");
        }

        return Path.Combine(folder.FullName, "shared", "playbooks", file);
    }

    private static Playbook Readable(PlaybookReading reading)
    {
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Playbook!;
    }
}
