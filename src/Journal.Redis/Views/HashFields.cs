using System.Globalization;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>The fields of one row; what is null is left out.</summary>
public sealed class HashFields
{
    internal const string RowField = "row";
    internal const string JoinedField = "joined_from";
    private const string Nothing = "-";
    private const string Lends = "*";
    private readonly List<RedisValue> _values = [];

    /// <summary>Field and value by turns.</summary>
    internal IReadOnlyList<RedisValue> Values => _values;

    /// <summary>Nothing, lends, or the name of the row that it borrows from.</summary>
    internal string Link { get; private set; } = Nothing;

    /// <summary>Bytes of names and values, roughly.</summary>
    internal int Bytes { get; private set; }

    /// <summary>Adds text.</summary>
    public void Text(string field, string? value)
    {
        if (value is not null) Add(field, value, value.Length);
    }

    /// <summary>Adds a number.</summary>
    public void Number(string field, long value) => Add(field, value, sizeof(long));

    /// <summary>Adds an instant, as text that sorts by time.</summary>
    public void Instant(string field, DateTimeOffset? value) =>
        Text(field, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Says that other rows may show this one's <see cref="IRowLayout.LentField"/>.</summary>
    public void Lend() => Link = Lends;

    /// <summary>Shows another row's <see cref="IRowLayout.LentField"/>, as it is now and whenever it changes.</summary>
    public void Borrow(string name)
    {
        Text(JoinedField, name);
        Link = name;
    }

    /// <summary>The name of the row that this one borrows from; null where it borrows nothing.</summary>
    internal string? Lender => Link is Nothing or Lends ? null : Link;

    /// <summary>Begins with another row.</summary>
    internal void Reset(ReadOnlySpan<byte> row)
    {
        _values.Clear();
        (Link, Bytes) = (Nothing, 0);
        Add(RowField, row.ToArray(), row.Length);
    }

    private void Add(string field, RedisValue value, int bytes)
    {
        _values.Add(field);
        _values.Add(value);
        Bytes += field.Length + bytes + 16;
    }
}
