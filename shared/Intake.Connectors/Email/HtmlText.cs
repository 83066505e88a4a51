using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Intake.Connectors.Email;

/// <summary>The words of an HTML body, a line per block, without what the mail program quoted.</summary>
internal static class HtmlText
{
    // Longer HTML is a newsletter or an attack; the words of a client stand at its beginning.
    private const int Longest = 2_000_000;

    private const string Invisible = "head, style, script, template, noscript, title";
    private const string Quotes = "blockquote[type=cite], .gmail_quote, .gmail_extra, .yahoo_quoted, .moz-cite-prefix, .protonmail_quote";

    // Outlook puts a mark before what it quotes, and the quoted mail beside the mark, not inside it.
    private const string Marks = "#divRplyFwdMsg, #appendonsend, #x_divRplyFwdMsg, .OutlookMessageHeader";

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul",
    };

    /// <summary>Quotes are kept when asked for, and when nothing else is there.</summary>
    public static string Of(string html, bool keepQuotes)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }

        var document = new HtmlParser().ParseDocument(html.Length > Longest ? html[..Longest] : html);
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
}
