using System.Text.Json;

namespace Intake.Functions.Tests;

/// <summary>A setting that works on one machine and is forgotten in Azure would be noticed by a client first.</summary>
public sealed class AzureSettings
{
    // Set by the platform or the template itself, or only for one machine.
    private static readonly string[] Elsewhere = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "Intake__ApiKey"];

    [Theory]
    [InlineData("infra/azure/main.bicep", "Sms__ConnectionString:")]
    [InlineData("infra/azure/main.bicepparam", null)]
    public void Every_setting_of_the_sample_is_deployed(string file, string? made)
    {
        var text = Read(file);
        Assert.True(made is null || text.Contains(made, StringComparison.Ordinal));
        Assert.All(Sample().Where(name => name != "Sms__ConnectionString"), name => Assert.Contains($"  {name}: ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_secret_gets_into_the_vault()
    {
        var text = Read("infra/azure/main.bicep");
        var type = Between(text, "type Secrets = {", "}").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line.Split(':')[0]);
        var names = Between(text, "var secretNames = [", "]").Split('\n').Select(line => line.Trim(' ', '\r', '\'')).Where(line => line.Length > 0);
        Assert.Equal(type, names);
    }

    private static IEnumerable<string> Sample()
    {
        using var sample = JsonDocument.Parse(Read("local.settings.sample.json"));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name)
            .Where(name => !Elsewhere.Contains(name) && !name.EndsWith("__BaseUrl", StringComparison.Ordinal))];
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Intake.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Intake.sln is not above the tests.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, file));
    }
}
