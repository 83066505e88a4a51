using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Intake.Local.Host;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Local.Tests.Host;

public sealed partial class StartupSpecs : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intake-start-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_port_in_use_is_named_with_the_option_that_helps()
    {
        await using var first = await SampleHost.StartAsync();

        var sentence = await Refused(SampleHost.Options(_directory) with { Port = first.Host.Address.Port });

        Assert.Equal($"Port {first.Host.Address.Port} is in use, perhaps by another Intake; stop that, or choose another with --port.", sentence);
    }

    [Fact]
    public async Task A_data_directory_in_use_is_named_with_the_option_that_helps()
    {
        await using var first = await LocalHost.StartAsync(SampleHost.Options(_directory));

        Assert.Contains("is in use, perhaps by another Intake", await Refused(SampleHost.Options(_directory)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_named_with_the_option_that_helps()
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");

        var sentence = await Refused(SampleHost.Options(Path.Combine(file, "data")));

        Assert.Contains("cannot be used", sentence, StringComparison.Ordinal);
        Assert.Contains("--data", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_durable_history_may_be_deleted_and_the_sentence_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "durable.db"), new string('x', 5000));

        Assert.Contains("durable.db cannot be opened", await Refused(SampleHost.Options(_directory)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"Values\": {\n    \"A\": \"b\n  }\n}", "is not JSON: line 3")]
    [InlineData("{}", "has no object \"Values\"")]
    [InlineData("""{"Values":{"A":{}}}""", "the value of A must be text")]
    [InlineData("""{"IsEncrypted":true,"Values":{}}""", "is encrypted")]
    public async Task A_settings_file_that_cannot_be_read_says_where(string text, string complaint)
    {
        var file = Path.Combine(_directory, "local.settings.json");
        await File.WriteAllTextAsync(file, text);

        var sentence = await Refused(SampleHost.Options(Path.Combine(_directory, "data")) with { SettingsFile = file });

        Assert.StartsWith(file, sentence, StringComparison.Ordinal);
        Assert.Contains(complaint, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_sample_name_this_hosts_own_address()
    {
        await using var host = await SampleHost.StartAsync(options => options with { Storage = "UseDevelopmentStorage=true", Playbook = "courier" });

        var configuration = host.Host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal($"{host.Host.Address}sandbox/meta/", configuration["WhatsApp:BaseUrl"]);
        Assert.StartsWith($"endpoint={host.Host.Address}sandbox/acs/;accesskey=", configuration["Sms:ConnectionString"], StringComparison.Ordinal);
        Assert.Equal("local-whatsapp-app-secret", configuration["WhatsApp:AppSecret"]);
        Assert.Equal("courier", configuration["Intake:Playbooks"]);
    }

    [Fact]
    public async Task A_reopened_data_directory_has_its_time_again()
    {
        await using (var host = await LocalHost.StartAsync(SampleHost.Options(_directory)))
        {
            await host.Clock.AdvanceAsync(TimeSpan.FromHours(3), host.Work, CancellationToken.None);
        }

        await using var again = await LocalHost.StartAsync(SampleHost.Options(_directory));

        Assert.Equal(SampleHost.Start.AddHours(3), again.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(typeof(TwiceA), "Two functions are called Twice")]
    [InlineData(typeof(NoTrigger), "Function NoTrigger has 0 triggers")]
    [InlineData(typeof(Unbound), "Function Unbound cannot be given 'String colour'")]
    [InlineData(typeof(NoAnswer), "Function NoAnswer answers HTTP")]
    public void A_function_that_could_not_run_is_an_error_at_start(Type type, string complaint)
    {
        var wrong = Assert.Throws<StartupException>(() => FunctionCatalog.Of(type, typeof(TwiceB)));

        Assert.StartsWith(complaint, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_banner_holds_a_message_signed_over_exactly_the_bytes_that_curl_sends()
    {
        var text = new StartupText
        {
            Address = new Uri("http://localhost:7071/"),
            Storage = "SQLite",
            Playbook = "trip-support",
            Clock = "now",
            WhatsAppSecret = "s3cret",
            Now = SampleHost.Start,
        };

        var banner = text.Render();

        var body = Body().Match(banner).Groups[1].Value;
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(body)));
        Assert.Contains($"X-Hub-Signature-256: sha256={signature}", banner, StringComparison.Ordinal);
        Assert.Contains($"\"timestamp\":\"{SampleHost.Start.ToUnixTimeSeconds()}\"", body, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"--data '([^']*)'\n")]
    private static partial Regex Body();

    private static async Task<string> Refused(LocalOptions options) =>
        (await Assert.ThrowsAsync<StartupException>(() => LocalHost.StartAsync(options))).Message;

    // Nested types are not exported top-level functions of the assembly's own app, so each is handed to the catalog by itself.
    private sealed class TwiceA
    {
        [Function("Twice")]
        public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse(HttpStatusCode.OK);
    }

    private sealed class TwiceB
    {
        [Function("twice")]
        public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse(HttpStatusCode.OK);
    }

    private sealed class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run()
        {
        }
    }

    private sealed class Unbound
    {
        [Function("Unbound")]
        public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{id}")] HttpRequestData request, string colour) =>
            request.CreateResponse(colour.Length > 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    private sealed class NoAnswer
    {
        [Function("NoAnswer")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.Method;
    }
}
