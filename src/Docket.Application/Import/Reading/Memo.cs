namespace Docket.Application.Import.Reading;

/// <summary>
/// Remembers what a text was read as. Exports repeat themselves: most fields were read on a former row.
/// </summary>
internal sealed class Memo<T>(Func<string, T> read)
{
    private const int EntriesMax = 50_000;

    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);
    private string? _lastText;
    private T _last = default!;

    public T this[string text]
    {
        get
        {
            // Rows of one document stand together, so the former row's text is the likeliest.
            if (text == _lastText) return _last;
            if (!_known.TryGetValue(text, out var value))
            {
                if (_known.Count == EntriesMax) _known.Clear();
                _known.Add(text, value = read(text));
            }

            _lastText = text;
            return _last = value;
        }
    }
}
