using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Intake.Tickets;

namespace Intake.Connectors.Storage;

/// <summary>A value as JSON in a table row: as it is while it fits one property, else gzipped and cut into 60 KiB pieces.</summary>
public static class Packed
{
    private const int LargestText = 30_000;
    private const int Piece = 60 * 1024;
    private const string Whole = "Json";
    private const string Pieces = "Gzip";

    public static TableEntity Pack<T>(this TableEntity row, T value) => row.PackText(JsonSerializer.Serialize(value, StoredJson.Options));

    public static T Unpack<T>(this TableEntity row) => JsonSerializer.Deserialize<T>(row.UnpackText(), StoredJson.Options)!;

    public static TableEntity PackText(this TableEntity row, string text)
    {
        if (text.Length <= LargestText)
        {
            row[Whole] = text;
            return row;
        }

        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var bytes = zipped.ToArray();
        for (var n = 0; n * Piece < bytes.Length; n++)
        {
            row[$"{Pieces}{n}"] = bytes[(n * Piece)..Math.Min(bytes.Length, (n + 1) * Piece)];
        }

        return row;
    }

    public static string UnpackText(this TableEntity row)
    {
        if (row.GetString(Whole) is { } text)
        {
            return text;
        }

        using var zipped = new MemoryStream();
        for (var n = 0; row.GetBinary($"{Pieces}{n}") is { } piece; n++)
        {
            zipped.Write(piece);
        }

        zipped.Position = 0;
        using var gzip = new GZipStream(zipped, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
