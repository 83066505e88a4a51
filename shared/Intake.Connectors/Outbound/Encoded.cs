using System.Text;

namespace Intake.Connectors.Outbound;

/// <summary>
/// Encodes a text for a provider's markup and cuts it where the encoded form would grow too long: between characters, never inside an
/// escape, and said in the text.
/// </summary>
internal static class Encoded
{
    public static string To(string text, int most, string notice, Func<Rune, string> encode)
    {
        var whole = new StringBuilder();
        var room = most - notice.Length;
        var fitting = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(encode(rune));
            fitting = whole.Length <= room ? whole.Length : fitting;
            if (whole.Length > most)
            {
                return whole.Remove(fitting, whole.Length - fitting).Append(notice).ToString();
            }
        }

        return whole.ToString();
    }
}
