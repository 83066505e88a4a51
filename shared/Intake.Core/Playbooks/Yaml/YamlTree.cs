using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Event = YamlDotNet.Core.Events.ParsingEvent;

namespace Intake.Playbooks.Yaml;

/// <summary>
/// Builds the tree from the parser's events. YamlDotNet's own tree throws at the first repeated key and recurses as deep as the text likes;
/// this one goes on, and stops at a depth no playbook has.
/// </summary>
internal sealed class YamlTree(string text, ErrorList errors)
{
    private const int Deepest = 24;

    private readonly Stack<Open> _open = new();
    private YamlValue? _root;
    private bool _understood = true;

    /// <summary>The one value of the file; null when the text is not YAML, which is then in the errors.</summary>
    public static YamlValue? Parse(string text, ErrorList errors) => new YamlTree(text, errors).Parse();

    private YamlValue? Parse()
    {
        var parser = new Parser(new StringReader(text));
        while (_understood && Next(parser))
        {
            Take(parser.Current!);
        }

        return _understood ? _root : null;
    }

    private bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException e)
        {
            RefuseText(e.Start, e.Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way of giving up, where a plain text runs into a key it did not expect.
            RefuseText(parser.Current?.End ?? Mark.Empty, "the text does not go on as it began");
        }

        return false;
    }

    private void Take(Event e)
    {
        switch (e)
        {
            case DocumentStart when _root is not null:
                Refuse(e.Start, "A second document begins here.", "Keep one document in a file: remove the \"---\".");
                break;
            case AnchorAlias alias:
                Refuse(e.Start, $"\"*{alias.Value}\" repeats a value from elsewhere.", "Write the value out.");
                break;
            case Scalar scalar:
                Add(new YamlValue.Scalar((int)e.Start.Line, (int)e.Start.Column, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)));
                break;
            case SequenceStart:
                Begin(new YamlValue.List((int)e.Start.Line, (int)e.Start.Column), e.Start);
                break;
            case MappingStart:
                Begin(new YamlValue.Map((int)e.Start.Line, (int)e.Start.Column), e.Start);
                break;
            case SequenceEnd or MappingEnd:
                Add(_open.Pop().Value);
                break;
        }
    }

    private void Begin(YamlValue value, Mark at)
    {
        if (_open.Count == Deepest)
        {
            Refuse(at, $"This is nested more than {Deepest} deep.", "Nothing here is: check the indentation and the brackets.");
        }

        _open.Push(new Open(value));
    }

    private void Add(YamlValue value)
    {
        if (!_open.TryPeek(out var parent))
        {
            _root = value;
        }
        else if (parent.Value is YamlValue.List list)
        {
            list.Items.Add(value);
        }
        else if (parent.Key is null)
        {
            parent.Key = value;
        }
        else
        {
            AddEntry((YamlValue.Map)parent.Value, parent.Key, value);
            parent.Key = null;
        }
    }

    private void AddEntry(YamlValue.Map map, YamlValue key, YamlValue value)
    {
        if (key is not YamlValue.Scalar name)
        {
            errors.Add(key.Line, key.Column, "", $"A key is a word, not {key.Described}.", "Write \"key: value\".");
        }
        else if (map.Entries.FirstOrDefault(entry => entry.Key.Text == name.Text).Key is { } first)
        {
            errors.Add(name.Line, name.Column, "", $"\"{name.Text}\" stands here twice, first in line {first.Line}.", "Keep one of them.");
        }
        else
        {
            map.Entries.Add((name, value));
        }
    }

    private void Refuse(Mark at, string what, string remedy)
    {
        errors.Add(Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), "", what, remedy);
        _understood = false;
    }

    // A tab makes the parser stumble somewhere else, so it is looked for first.
    private void RefuseText(Mark at, string why)
    {
        var tab = text.Split('\n').Index().FirstOrDefault(line => line.Item[..^line.Item.TrimStart().Length].Contains('\t'));
        if (tab.Item is not null)
        {
            Refuse(new Mark(0, tab.Index + 1, 1), "This is not YAML: a tab indents the line.", "Indent with spaces.");
        }
        else
        {
            Refuse(at, $"This is not YAML: {why.TrimEnd('.')}.", "Check the indentation, the quotes and the brackets here and in the line above.");
        }
    }

    private sealed class Open(YamlValue value)
    {
        public YamlValue Value { get; } = value;

        public YamlValue? Key { get; set; }
    }
}
