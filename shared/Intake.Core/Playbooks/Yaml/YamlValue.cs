namespace Intake.Playbooks.Yaml;

/// <summary>A YAML value and where it stands, counted from 1.</summary>
internal abstract class YamlValue
{
    private YamlValue(int line, int column) => (Line, Column) = (line, column);

    public int Line { get; }

    public int Column { get; }

    /// <summary>What a reader would call it.</summary>
    public abstract string Described { get; }

    public sealed class Scalar(int line, int column, string text, bool quoted) : YamlValue(line, column)
    {
        public string Text { get; } = text;

        /// <summary>A key without a value, or the null that YAML lets one write.</summary>
        public bool IsEmpty => !quoted && Text is "" or "~" or "null";

        public override string Described => IsEmpty ? "nothing" : $"\"{Text}\"";
    }

    public sealed class List(int line, int column) : YamlValue(line, column)
    {
        public List<YamlValue> Items { get; } = [];

        public override string Described => "a list";
    }

    public sealed class Map(int line, int column) : YamlValue(line, column)
    {
        /// <summary>In the order of the text, each key once.</summary>
        public List<(Scalar Key, YamlValue Value)> Entries { get; } = [];

        public override string Described => "a group of keys";
    }
}
