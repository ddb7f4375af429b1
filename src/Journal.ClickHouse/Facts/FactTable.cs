namespace Docket.Journal.ClickHouse.Facts;

/// <summary>
/// What a view tells ClickHouse's readers: facts, one for each event that matters and each thing that it matters to.
/// A fact
/// follows from the journal alone, so that writing it again, by anybody, changes nothing.
/// </summary>
/// <param name="View">The view's name.</param>
/// <param name="Script">
/// The text that makes the table <c>{facts}</c>. Its engine drops rows that are alike in the sorting key, which must
/// hold
/// the <c>position</c>. <c>{flushed}</c> stands at the end of its settings.
/// </param>
/// <param name="Columns">The table's columns, in the order that <see cref="NewFacts"/> writes them.</param>
/// <param name="NewFacts">Tells facts from changes of rows.</param>
/// <param name="LooksBack">Whether a row is ever changed; where it is only added, former ones need not be looked
/// up.</param>
public sealed record FactTable(
    string View, string Script, IReadOnlyList<FactColumn> Columns, Func<IFacts> NewFacts, bool LooksBack = true)
{
    internal string TableOf(string kind, int generation) =>
        $"{View.Replace('-', '_')}_{kind}_{generation.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>A column of facts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsText">Whether it is a <c>String</c>; else a whole number.</param>
public sealed record FactColumn(string Name, bool IsText = false);

/// <summary>Tells which facts a change of a row stands for.</summary>
public interface IFacts
{
    /// <summary>Writes the facts that are in the row now and were not before. Null stands for no row.</summary>
    void Tell(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, FactWriter facts);
}
