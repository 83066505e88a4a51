namespace Azure;

/// <summary>One page of a longer answer.</summary>
public abstract class Page<T>
{
    public abstract IReadOnlyList<T> Values { get; }

    public abstract string? ContinuationToken { get; }

    public static Page<T> FromValues(IReadOnlyList<T> values, string? continuationToken, Response response) =>
        new Plain(values, continuationToken, response);

    public abstract Response GetRawResponse();

    private sealed class Plain(IReadOnlyList<T> values, string? continuationToken, Response response) : Page<T>
    {
        public override IReadOnlyList<T> Values => values;

        public override string? ContinuationToken => continuationToken;

        public override Response GetRawResponse() => response;
    }
}

/// <summary>An answer in pages, fetched as they are read.</summary>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    protected AsyncPageable()
    {
    }

    protected AsyncPageable(CancellationToken cancellationToken) => CancellationToken = cancellationToken;

    protected virtual CancellationToken CancellationToken { get; }

    public static AsyncPageable<T> FromPages(IEnumerable<Page<T>> pages) => new Fixed(pages);

    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    public virtual async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
            {
                yield return value;
            }
        }
    }

    private sealed class Fixed(IEnumerable<Page<T>> pages) : AsyncPageable<T>
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default)
        {
            await Task.CompletedTask;
            var skipping = continuationToken is not null;
            foreach (var page in pages)
            {
                if (!skipping)
                {
                    yield return page;
                }

                skipping = skipping && page.ContinuationToken != continuationToken;
            }
        }
    }
}
