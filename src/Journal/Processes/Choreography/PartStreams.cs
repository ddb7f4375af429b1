using Docket.Journal.Processes.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Choreography;

/// <summary>
/// The participants' own streams, one for each step of an instance: <c>saga_part-8471.1.charge-card</c>. An instance and a
/// step name it, so whoever knows an instance finds its parts without an index.
/// </summary>
internal static class PartStreams
{
    public static StreamName Of(string id, string step) => new(ProcessWireNames.PartCategory, $"{id}.{step}");

    public static bool IsPart(StreamName stream) => stream.Category == ProcessWireNames.PartCategory;

    /// <summary>The instance that a stream, of a part or of the whole, belongs to.</summary>
    public static string InstanceOf(StreamName stream) => IsPart(stream) ? stream.Id[..StepAt(stream)] : stream.Id;

    /// <summary>The step of a part.</summary>
    public static string StepOf(StreamName stream) => stream.Id[(StepAt(stream) + 1)..];

    /// <summary>Steps' names have no dot; the instances' may.</summary>
    private static int StepAt(StreamName stream) => stream.Id.LastIndexOf('.');
}
