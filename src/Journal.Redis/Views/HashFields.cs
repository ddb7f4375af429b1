using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Docket.Journal.Redis.Views;

/// <summary>The fields of one row; what is null is left out.</summary>
/// <remarks>They are gathered as one MessagePack array of field and value by turns, which scripts unpack: a page is
/// then a
/// few arguments a row rather than dozens.</remarks>
public sealed class HashFields : IDisposable
{
    internal const string RowField = "row";
    internal const string JoinedField = "joined_from";
    private const string Nothing = "-";
    private const string Lends = "*";
    private const int HeaderBytes = 3;

    // Read by people and programs, and put into no web page as it is.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _packed = new(1024);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly Utf8JsonWriter _json;
    private int _count;

    /// <summary>Nothing yet.</summary>
    public HashFields() => _json = new Utf8JsonWriter(_text, Plain);

    /// <summary>Nothing, lends, or the name of the row that it borrows from.</summary>
    internal string Link { get; private set; } = Nothing;

    /// <summary>The name of the row that this one borrows from; null where it borrows nothing.</summary>
    internal string? Lender => Link is Nothing or Lends ? null : Link;

    /// <summary>Adds text.</summary>
    public void Text(string field, string? value)
    {
        if (value is null) return;
        Pack(field);
        Pack(value);
    }

    /// <summary>Adds a number.</summary>
    public void Number(string field, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var count);
        Pack(field);
        Pack(digits[..count]);
    }

    /// <summary>Adds an instant, as text that sorts by time.</summary>
    public void Instant(string field, DateTimeOffset? value) =>
        Text(field, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds what is written as JSON.</summary>
    public void Json<T>(string field, T value, Action<Utf8JsonWriter, T> write)
    {
        _text.ResetWrittenCount();
        _json.Reset();
        write(_json, value);
        _json.Flush();
        Pack(field);
        Pack(_text.WrittenSpan);
    }

    /// <summary>Says that other rows may show this one's <see cref="IRowLayout.LentField"/>.</summary>
    public void Lend() => Link = Lends;

    /// <summary>Shows another row's <see cref="IRowLayout.LentField"/>, as it is now and whenever it changes.</summary>
    public void Borrow(string name)
    {
        Text(JoinedField, name);
        Link = name;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Begins with another row.</summary>
    internal void Reset(ReadOnlySpan<byte> row)
    {
        _packed.ResetWrittenCount();
        _packed.Advance(_packed.GetSpan(HeaderBytes).Length > 0 ? HeaderBytes : 0);
        (Link, _count) = (Nothing, 0);
        Pack(RowField);
        Pack(row);
    }

    /// <summary>All of it, as scripts unpack it.</summary>
    internal byte[] ToPacked()
    {
        var packed = _packed.WrittenSpan.ToArray();
        packed[0] = 0xdc;
        BinaryPrimitives.WriteUInt16BigEndian(packed.AsSpan(1), checked((ushort)_count));
        return packed;
    }

    private void Pack(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        PackLength(bytes);
        Encoding.UTF8.GetBytes(text, _packed.GetSpan(bytes));
        _packed.Advance(bytes);
    }

    private void Pack(ReadOnlySpan<byte> bytes)
    {
        PackLength(bytes.Length);
        _packed.Write(bytes);
    }

    private void PackLength(int bytes)
    {
        _count++;
        var header = _packed.GetSpan(5);
        if (bytes < 32)
        {
            header[0] = (byte)(0xa0 | bytes);
            _packed.Advance(1);
            return;
        }

        header[0] = 0xdb;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], bytes);
        _packed.Advance(5);
    }
}
