namespace Docket.Journal.Projections.Rows;

/// <summary>Rows to be put in the place of whatever lies under their keys.</summary>
/// <param name="Batch">The rows as they should be; removed where there should be none. Its state is the right one.</param>
/// <param name="Right">All rows of the view as they should be, for what is added up over them.</param>
/// <param name="Faults">What readers were shown wrongly.</param>
public sealed record RowMend(RowBatch Batch, IRowStore Right, IReadOnlyList<ShownFault> Faults);
