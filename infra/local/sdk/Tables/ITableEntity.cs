namespace Azure.Data.Tables;

/// <summary>What every entity has.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}

/// <summary>What becomes of the properties an update does not name: Merge leaves them, Replace removes them.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}
