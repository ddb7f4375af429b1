using CsvHelper;

namespace Docket.Application.Import.Reading;

/// <summary>The rows of a CSV file, plain or gzip, one at a time.</summary>
internal sealed class CsvSource : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly FileStream _file;
    private readonly CsvReader _reader;
    private readonly string _path;

    public CsvSource(string path, char delimiter)
    {
        _path = path;
        _file = Open(path);
        try
        {
            // Strings are pooled, because exports repeat themselves: a product's name is read once and then shared.
            _reader = CsvReader.Create(Unpacked(), new CsvReaderOptions
            {
                Separator = delimiter,
                TrackLineNumbers = true,
                PoolStrings = true,
            });
            ReadHeader();
            Header = [.. _reader.Headers];
            if (Header.Count == 0) throw new ImportException($"{path} is empty; its first line must name the columns.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The line that the row begins in, from 1 with the header.</summary>
    public int Line => checked((int)_reader.LineNumber);

    public int FieldCount => _reader.FieldCount;

    /// <summary>Bytes of the file read so far, and in all.</summary>
    public (long Read, long All) Bytes => (_file.Position, _file.Length);

    /// <summary>One field of the row.</summary>
    public string this[int column] => _reader.GetString(column);

    /// <summary>Goes to the next row; blank lines are none.</summary>
    public bool Read()
    {
        try
        {
            return _reader.Read();
        }
        catch (Exception failure) when (failure is InvalidDataException or CsvFormatException)
        {
            throw Unreadable(failure);
        }
    }

    /// <summary>Where a column stands.</summary>
    /// <exception cref="ImportException">There is no such column; the message lists those there are.</exception>
    public int ColumnOf(string name, string mapping)
    {
        for (var i = 0; i < Header.Count; i++)
            if (Header[i].Trim() == name) return i;
        throw new ImportException(
            $"{_path} has no column '{name}', which mapping {mapping} wants. Its columns: {string.Join(", ", Header)}.");
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _file.Dispose();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImportException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private Stream Unpacked()
    {
        // The first bytes decide, not the name: what a browser saved as .csv may be packed still.
        Span<byte> magic = stackalloc byte[2];
        var isGzip = _file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        _file.Position = 0;
        if (isGzip) return new WholeGzipStream(_file);
        return _path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? throw new ImportException($"{_path} is not gzip, although its name ends in .gz. Rename it if it is plain CSV.")
            : _file;
    }

    private void ReadHeader()
    {
        try
        {
            _reader.ReadHeader();
        }
        catch (Exception failure) when (failure is InvalidDataException or CsvFormatException)
        {
            throw Unreadable(failure);
        }
    }

    private ImportException Unreadable(Exception failure) => failure is InvalidDataException
        ? new($"{_path} is damaged or not whole: {failure.Message} Get it again.", failure)
        : new($"{_path} is not a CSV file that can be read: {failure.Message}", failure);
}
