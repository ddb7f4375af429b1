using Docket.Journal.Store;

namespace Docket.ReadModels.Orders;

/// <summary>An event does not follow from what the view has seen of its stream: the stream is parked, rather than shown wrongly.</summary>
internal sealed class OutOfStepException(RecordedEvent recorded)
    : Exception($"{recorded} does not follow from what this view has seen of its stream.");
