using System.Globalization;
using System.Text;

namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>A transaction as one multipart body: a batch of one changeset, each part a request.</summary>
internal static class BatchBody
{
    public const string Boundary = "batch_7d3f4c1a-6a52-4a8e-9d0b-2f1e5c8b9a60";
    private const string Changeset = "changeset_0c9e2b75-1f84-4d36-8a1d-5be7f3a4c921";

    public static byte[] Write(Uri endpoint, string table, IReadOnlyList<TableWrite> writes)
    {
        var body = new MemoryStream();
        Line(body, $"--{Boundary}\r\nContent-Type: multipart/mixed; boundary={Changeset}\r\n");
        foreach (var write in writes)
        {
            WritePart(body, RestRequest.Address(endpoint, table, write), write);
        }

        Line(body, $"--{Changeset}--\r\n\r\n--{Boundary}--");
        return body.ToArray();
    }

    private static void WritePart(MemoryStream body, Uri address, TableWrite write)
    {
        Line(body, $"--{Changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        Line(body, $"{RestRequest.Verb(write.Kind)} {address.AbsoluteUri} HTTP/1.1");
        Line(body, $"Accept: {RestRequest.Format}\r\nDataServiceVersion: 3.0\r\nPrefer: return-no-content");
        if (write.IfMatch is not null)
        {
            Line(body, $"If-Match: {write.IfMatch}");
        }

        if (RestRequest.Body(write) is { } json)
        {
            Line(body, $"Content-Type: {RestRequest.BodyType}\r\nContent-Length: {json.Length.ToString(CultureInfo.InvariantCulture)}\r\n");
            body.Write(json);
        }

        Line(body, "");
    }

    private static void Line(MemoryStream body, string line) => body.Write(Encoding.UTF8.GetBytes(line + "\r\n"));
}
