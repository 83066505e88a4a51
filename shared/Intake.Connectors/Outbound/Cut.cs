namespace Intake.Connectors.Outbound;

/// <summary>Shortens a text to what a provider takes, and says so in the text.</summary>
internal static class Cut
{
    public static string To(string text, int most, string notice)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - notice.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), notice);
    }
}
