using System.Security.Cryptography;
using System.Text;

namespace Intake.Functions.Api;

/// <summary>The key that reads the log and nothing else. Compared in constant time; only its hash is kept.</summary>
public sealed class LogKey
{
    private const int Shortest = 16;

    private readonly byte[]? _hash;

    private LogKey(byte[]? hash) => _hash = hash;

    /// <summary>No key: the log is switched off.</summary>
    public bool IsSet => _hash is not null;

    /// <exception cref="SettingException">The key is short enough to be guessed.</exception>
    public static LogKey Of(string? setting) => setting switch
    {
        null or "" => new LogKey(null),
        { Length: < Shortest } => throw new SettingException($"The setting Log__ReadKey has fewer than {Shortest} characters."),
        _ => new LogKey(Hash(setting)),
    };

    public bool Opens(string? given) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(given ?? ""));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
