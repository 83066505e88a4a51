using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Intake.Local.Sdk;

/// <summary>What a virtual clock counts from: it read <paramref name="Virtual"/> at the real moment <paramref name="Real"/>, at this speed.</summary>
public readonly record struct ClockEpoch(DateTimeOffset Virtual, DateTimeOffset Real, double Speed)
{
    /// <summary>What the clock reads at a real moment. A real clock that was set back does not take the virtual one with it.</summary>
    public DateTimeOffset At(DateTimeOffset real) => real <= Real || Speed == 0 ? Virtual : Virtual + ((real - Real) * Speed);
}

/// <summary>
/// The epoch on disk, so that a restarted process finds the time it left. Overwritten in place at a fixed length: one small write that a killed
/// process cannot leave half done, cheap enough for every step of an advance. The file stays open, so a data directory has one owner.
/// </summary>
internal sealed class ClockEpochFile : IDisposable
{
    private const int Length = 160;

    private readonly FileStream _file;

    public ClockEpochFile(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
    }

    /// <summary>The epoch saved last, or null in a new file.</summary>
    public ClockEpoch? Read()
    {
        var bytes = new byte[_file.Length];
        if (RandomAccess.Read(_file.SafeFileHandle, bytes, 0) == 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ClockEpoch>(bytes);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{_file.Name} does not hold a clock's epoch; delete it to start the clock afresh.", problem);
        }
    }

    public void Write(ClockEpoch epoch)
    {
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"Virtual":"{{epoch.Virtual:O}}","Real":"{{epoch.Real:O}}","Speed":{{epoch.Speed:R}}}""");
        RandomAccess.Write(_file.SafeFileHandle, Encoding.ASCII.GetBytes(json.PadRight(Length)), 0);
    }

    public void Dispose() => _file.Dispose();
}
