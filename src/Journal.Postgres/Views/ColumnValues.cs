using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Views;

/// <summary>One column's values of a page of rows.</summary>
public abstract class ColumnValues(string name, NpgsqlDbType type)
{
    /// <summary>The column.</summary>
    public string Name { get; } = name;

    /// <summary>Its type.</summary>
    public NpgsqlDbType Type { get; } = type;

    /// <summary>The values as one array argument.</summary>
    public abstract NpgsqlParameter ToArgument();

    /// <summary>Writes one of them into a COPY.</summary>
    public abstract void Copy(CopyRows target, int index);

    /// <summary>Empties it.</summary>
    public abstract void Clear();
}

/// <summary>The values of a column whose type is known.</summary>
public sealed class ColumnValues<T>(string name, NpgsqlDbType type) : ColumnValues(name, type)
{
    private readonly List<T> _values = [];

    /// <summary>Takes in the next row's value.</summary>
    public void Add(T value) => _values.Add(value);

    /// <inheritdoc/>
    public override NpgsqlParameter ToArgument() => new NpgsqlParameter<T[]>
    {
        TypedValue = [.. _values],
        NpgsqlDbType = NpgsqlDbType.Array | Type,
    };

    /// <inheritdoc/>
    public override void Copy(CopyRows target, int index) => target.Field(_values[index]);

    /// <inheritdoc/>
    public override void Clear() => _values.Clear();
}
