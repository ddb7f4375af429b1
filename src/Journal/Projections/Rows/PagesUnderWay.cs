namespace Docket.Journal.Projections.Rows;

/// <summary>
/// Writes a store's pages one behind the other, of which one may be on its way while the next is made, and knows where
/// the store stands with what is written, and where with what is on its way.
/// </summary>
/// <remarks>For one writer; where it stands any thread may ask. When a page has failed that was not awaited, what is
/// stored is not known any more, and every further page fails as that one did: the store is to be opened anew.</remarks>
public sealed class PagesUnderWay
{
    private readonly Lock _gate = new();
    private RowStoreState _written;

    /// <summary>Begins where the store stands.</summary>
    public PagesUnderWay(RowStoreState state) => _written = Made = state;

    /// <summary>Where the store stands: what is stored for good.</summary>
    public RowStoreState Written
    {
        get
        {
            lock (_gate) return _written;
        }
    }

    /// <summary>The same with the page on its way.</summary>
    public RowStoreState Made { get; private set; }

    /// <summary>Ends with the page on its way, or as it failed.</summary>
    public Task UnderWay { get; private set; } = Task.CompletedTask;

    /// <summary>Waits for the page on its way.</summary>
    /// <exception cref="ViewStorageException">It could not be written.</exception>
    public void Settle() => UnderWay.GetAwaiter().GetResult();

    /// <summary>Waits for it, however it ends: for who goes.</summary>
    public void End() => UnderWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    /// <summary>Waits for the page on its way, and writes the next one.</summary>
    /// <param name="after">Where the store stands then.</param>
    /// <param name="isAwaited">Whether that waits for its end too.</param>
    /// <param name="write">Writes it; must not touch what the next page is gathered in.</param>
    /// <exception cref="ViewStorageException">One of the two could not be written.</exception>
    public void Write(RowStoreState after, bool isAwaited, Action write)
    {
        Settle();
        if (isAwaited)
        {
            write();
            Set(after);
            return;
        }

        Made = after;
        UnderWay = Task.Run(() =>
        {
            write();
            lock (_gate) _written = after;
        });
    }

    /// <summary>Says where the store stands where it was put right by other means.</summary>
    public void Set(RowStoreState state)
    {
        Made = state;
        lock (_gate) _written = state;
    }
}
