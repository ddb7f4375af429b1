using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Projections;

/// <summary>Everything that makes a view what it is.</summary>
/// <param name="Projection">How events become rows.</param>
/// <param name="Codec">How rows become bytes.</param>
/// <param name="NewFigures">Makes the empty figures over the rows; called once for every generation of the view.</param>
/// <param name="FiguresNeedRows">Whether the figures want to see every row at start; false spares reading them.</param>
public sealed record ViewDefinition<TKey, TRow, TFigures>(
    IProjection<TKey, TRow> Projection,
    IRowCodec<TKey, TRow> Codec,
    Func<TFigures> NewFigures,
    bool FiguresNeedRows = true)
    where TKey : notnull
    where TRow : class
    where TFigures : IRowFigures<TKey, TRow>;
