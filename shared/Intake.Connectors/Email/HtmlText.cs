using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Intake.Connectors.Email;

/// <summary>The words of an HTML body, a line per block, without what the mail program quoted.</summary>
internal static partial class HtmlText
{
    // More is a newsletter or an attack; the words of a client stand at the beginning.
    private const int MostTags = 10_000;

    // A tree of elements left open costs the square of their number, in time and in memory. No mail program nests like that.
    private const int Deepest = 256;

    private const string Invisible = "head, style, script, template, noscript, title";
    private const string Quotes = "blockquote[type=cite], .gmail_quote, .gmail_extra, .yahoo_quoted, .moz-cite-prefix, .protonmail_quote";

    // Outlook puts a mark before what it quotes, and the quoted mail beside the mark, not inside it.
    private const string Marks = "#divRplyFwdMsg, #appendonsend, #x_divRplyFwdMsg, .OutlookMessageHeader";

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul",
    };

    // Void elements, and those that end where the next of their kind begins; their end tags may be written or not.
    private static readonly HashSet<string> Unclosed = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p", "source", "td", "th", "tr", "wbr",
    };

    /// <summary>Quotes are kept when asked for, and when nothing else is there.</summary>
    public static string Of(string html, bool keepQuotes)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }

        var start = FirstTags(html, out var deepest);
        if (deepest > Deepest)
        {
            return Tag().Replace(start, " ").Trim();
        }

        var document = new HtmlParser().ParseDocument(start);
        Remove(document.QuerySelectorAll(Invisible));
        var everything = Words(document);
        if (keepQuotes)
        {
            return everything;
        }

        Remove(document.QuerySelectorAll(Quotes));
        Remove(document.QuerySelectorAll(Marks).SelectMany(WithWhatFollows).ToArray());
        return Words(document) is { Length: > 0 } own ? own : everything;
    }

    /// <summary>The beginning of the HTML that holds no more tags than we read, and how many elements are open at once in it.</summary>
    private static string FirstTags(string html, out int deepest)
    {
        deepest = 0;
        var (open, tags) = (0, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (++tags > MostTags)
            {
                return html[..at];
            }

            open = html[at + 1] == '/' ? Math.Max(0, open - 1) : char.IsAsciiLetter(html[at + 1]) && !ClosesItself(html, at + 1) ? open + 1 : open;
            deepest = Math.Max(deepest, open);
        }

        return html;
    }

    private static bool ClosesItself(string html, int name)
    {
        var end = name;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return Unclosed.Contains(html[name..end]);
    }

    private static IEnumerable<INode> WithWhatFollows(INode mark)
    {
        for (var node = mark; node is not null; node = node.NextSibling)
        {
            yield return node;
        }
    }

    private static void Remove(IEnumerable<INode> nodes)
    {
        foreach (var node in nodes.ToArray())
        {
            node.Parent?.RemoveChild(node);
        }
    }

    // Walked without recursion: a mail may nest a hundred thousand elements, and a stack may not.
    private static string Words(INode root)
    {
        var words = new StringBuilder();
        var node = root.FirstChild;
        while (node is not null)
        {
            Open(node, words);
            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node != root && node.NextSibling is null && node.Parent is { } parent)
            {
                Close(node, words);
                node = parent;
            }

            if (node == root)
            {
                break;
            }

            Close(node, words);
            node = node.NextSibling;
        }

        return words.ToString().Trim();
    }

    private static void Open(INode node, StringBuilder words)
    {
        if (node is IText text)
        {
            Append(text.Data, words);
        }
        else if (node.NodeName.Equals("br", StringComparison.OrdinalIgnoreCase))
        {
            words.Append('\n');
        }
        else if (node.NodeName.Equals("td", StringComparison.OrdinalIgnoreCase))
        {
            Append(" ", words);
        }
        else if (Blocks.Contains(node.NodeName))
        {
            Break(words);
        }
    }

    private static void Close(INode node, StringBuilder words)
    {
        if (Blocks.Contains(node.NodeName))
        {
            Break(words);
        }

        if (node.NodeName.Equals("p", StringComparison.OrdinalIgnoreCase) && words.Length > 1 && words[^2] != '\n')
        {
            words.Append('\n');
        }
    }

    private static void Break(StringBuilder words)
    {
        if (words.Length > 0 && words[^1] != '\n')
        {
            words.Append('\n');
        }
    }

    private static void Append(string data, StringBuilder words)
    {
        foreach (var c in data)
        {
            if (!char.IsWhiteSpace(c))
            {
                words.Append(c);
            }
            else if (words.Length > 0 && words[^1] is not (' ' or '\n'))
            {
                words.Append(' ');
            }
        }
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}
