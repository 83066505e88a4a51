using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Intake.Connectors.Tests;

/// <summary>Real bodies with a few bytes changed, doubled or cut: what a hostile or broken sender could post with a good signature.</summary>
public sealed record Mutated(byte[] Bytes);

/// <summary>Runs a webhook over random and mutated bodies; every one must end in a value.</summary>
internal static class Fuzz
{
    private static readonly Config Quietly = Config.QuickThrowOnFailure.WithMaxTest(400);

    public static void NeverThrows(Func<byte[], Heard> hear, params byte[][] seeds)
    {
        Check.One(Quietly, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => hear(bytes) is not null));
        foreach (var seed in seeds)
        {
            Check.One(Quietly, Prop.ForAll(Mutations(seed).ToArbitrary(), mutated => hear(mutated.Bytes) is not null));
        }
    }

    private static Gen<Mutated> Mutations(byte[] seed) =>
        from changes in Gen.ListOf(Gen.Three(Gen.Choose(0, int.MaxValue)))
        select new Mutated(changes.Take(6).Aggregate(seed, Change));

    private static byte[] Change(byte[] bytes, (int Kind, int Place, int Value) change)
    {
        if (bytes.Length == 0)
        {
            return [(byte)(change.Value & 0xFF)];
        }

        var place = change.Place % bytes.Length;
        return (change.Kind % 5) switch
        {
            0 => [.. bytes[..place], (byte)(change.Value & 0xFF), .. bytes[(place + 1)..]],
            1 => [.. bytes[..place], .. bytes[(place + 1)..]],
            2 => [.. bytes[..place], .. "\"{}[]:,\\0\0-null"u8[..(change.Value % 15)], .. bytes[place..]],
            3 => bytes[..place],
            _ => [.. bytes, .. bytes[place..]],
        };
    }
}
