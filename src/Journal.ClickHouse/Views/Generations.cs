using System.Globalization;
using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>
/// Which generation of a view serves: told by the newest row of <c>view_generations</c>, so that a swap is one insert.
/// </summary>
/// <param name="Number">Grows with every swap.</param>
/// <param name="Serving">The generation that serves.</param>
/// <param name="Former">The one that served before it; 0 for none.</param>
/// <param name="SchemaVersion">The serving one's.</param>
/// <param name="FormerSchema">The former one's.</param>
internal sealed record Pointer(long Number, int Serving, int Former, int SchemaVersion, int FormerSchema)
{
    public static Pointer None { get; } = new(0, 0, 0, 0, 0);

    public static Pointer Read(AnswerReader answer) => answer.MoveNext()
        ? new Pointer(answer.Number(), answer.Small(), answer.Small(), answer.Small(), answer.Small())
        : None;
}

/// <summary>Makes, names and drops the tables of generations.</summary>
internal sealed class Generations(ClickHouseClient client, string database)
{
    private const string Columns = "view_generations (view, number, serving, former, schema_version, former_schema)";

    /// <summary>Makes what all views need.</summary>
    public void Prepare()
    {
        client.MakeDatabase();
        client.Execute(SqlText.Verb("create_generations", ("flushed", Flushed)));
    }

    public Pointer Find(FactTable view) => client.Ask(PointerQuery(view), Pointer.Read);

    public static string PointerQuery(FactTable view) => SqlText.Verb("generation_of_view", ("view", view.View));

    /// <summary>Makes the tables of a generation after all that are there.</summary>
    public int Create(FactTable view)
    {
        var number = Tables(view).Select(NumberOf).Append(Find(view).Serving).Max() + 1;
        client.Execute(view.Script
            .Replace("{facts}", view.TableOf("facts", number), StringComparison.Ordinal)
            .Replace("{flushed}", Flushed, StringComparison.Ordinal));
        client.Execute(SqlText.Verb("create_rows", ("rows", view.TableOf("rows", number)), ("flushed", Flushed)));
        return number;
    }

    /// <summary>Makes another generation serve. The pointer is one row: it is there, or it is not.</summary>
    public void Point(FactTable view, Pointer pointer)
    {
        var rows = new BinaryRows();
        rows.Text(view.View);
        rows.Number(pointer.Number);
        rows.Number(pointer.Serving);
        rows.Number(pointer.Former);
        rows.Number(pointer.SchemaVersion);
        rows.Number(pointer.FormerSchema);
        client.Insert(Columns, rows.Bytes, 1);
    }

    /// <summary>Drops a generation's tables.</summary>
    public void Drop(FactTable view, int number)
    {
        client.Execute($"drop table if exists {view.TableOf("rows", number)}");
        client.Execute($"drop table if exists {view.TableOf("facts", number)}");
    }

    /// <summary>Drops what no pointer names: shadows whose rebuild was broken off.</summary>
    public void DropOthers(FactTable view, Pointer kept)
    {
        foreach (var number in Tables(view).Select(NumberOf).Distinct())
            if (number != kept.Serving && number != kept.Former) Drop(view, number);
    }

    // A part that was answered for outlives a power cut where the server can be told so.
    private string Flushed => client.CanFlush ? ", fsync_after_insert = 1, fsync_part_directory = 1" : "";

    private List<string> Tables(FactTable view) => client.Ask(
        SqlText.Verb("tables_of_view", ("database", database), ("view", view.View.Replace('-', '_'))),
        static answer =>
        {
            var names = new List<string>();
            while (answer.MoveNext()) names.Add(answer.Text());
            return names;
        });

    private static int NumberOf(string table) =>
        int.Parse(table.AsSpan(table.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);
}
