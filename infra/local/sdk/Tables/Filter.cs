namespace Intake.Local.Sdk.Tables;

/// <summary>A condition on an entity. A comparison with a property the entity does not have is false, so its negation is true.</summary>
internal abstract record Filter
{
    private Filter()
    {
    }

    public static Filter? Parse(string? text) => string.IsNullOrWhiteSpace(text) ? null : new FilterParser(text).Read();

    public abstract bool Matches(IReadOnlyDictionary<string, object> entity);

    public sealed record And(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(IReadOnlyDictionary<string, object> entity) => Left.Matches(entity) && Right.Matches(entity);
    }

    public sealed record Or(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(IReadOnlyDictionary<string, object> entity) => Left.Matches(entity) || Right.Matches(entity);
    }

    public sealed record Not(Filter Inner) : Filter
    {
        public override bool Matches(IReadOnlyDictionary<string, object> entity) => !Inner.Matches(entity);
    }

    public sealed record Compare(string Property, string Operator, object Value) : Filter
    {
        public override bool Matches(IReadOnlyDictionary<string, object> entity) =>
            entity.TryGetValue(Property, out var actual) && (Order(actual, Value) is { } order ? Holds(order) : Operator == "ne");

        private bool Holds(int order) => Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };

        // Null where the two are not of comparable types.
        private static int? Order(object actual, object wanted) => (actual, wanted) switch
        {
            (string left, string right) => string.CompareOrdinal(left, right),
            (bool left, bool right) => left.CompareTo(right),
            (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
            (Guid left, Guid right) => left.CompareTo(right),
            (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
            (int left, int right) => left.CompareTo(right),
            (int or long, int or long) => Convert.ToInt64(actual).CompareTo(Convert.ToInt64(wanted)),
            (int or long or double, int or long or double) => Convert.ToDouble(actual).CompareTo(Convert.ToDouble(wanted)),
            _ => null,
        };
    }
}
