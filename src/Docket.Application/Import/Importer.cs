using Docket.Application.Import.Mapping;
using Docket.Application.Import.Planning;
using Docket.Application.Import.Reading;
using Docket.Application.Import.Writing;
using Docket.Application.Orders;

namespace Docket.Application.Import;

/// <summary>Brings a shop's history into the journal by a described mapping.</summary>
/// <remarks>
/// Every command has a key of its own that is the same in every run: a killed import that is run again finishes, and a
/// second run writes nothing. It holds the whole file's rows in memory (about 100 bytes each) until they are written.
/// </remarks>
public sealed class Importer(OrderService orders, TimeProvider clock)
{
    /// <summary>Imports a file.</summary>
    /// <returns>What was found and done; every row of the file is accounted for.</returns>
    /// <exception cref="ImportException">The file or the mapping is not usable; the message says what to do.</exception>
    /// <exception cref="Journal.Store.JournalUnavailableException">The journal cannot be written now; run it again.</exception>
    public async Task<ImportReport> RunAsync(
        ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var mapping = MappingReader.Read(request.Mapping);
        RejectsFile.Check(request, mapping);

        // Reading is work for the processor alone: off the caller's thread, which may have a screen to draw.
        var plan = await Task.Run(() => Read(request.File, mapping, progress, cancellationToken), cancellationToken);
        var written = await new PlanRunner(orders, mapping.Name, progress)
            .RunAsync(plan.Commands(mapping), cancellationToken);
        var rejects = Outcome.RejectsOf(plan, mapping);
        RejectsFile.Write(request, mapping, rejects);
        return Outcome.ReportOf(plan, rejects, written, clock.GetElapsedTime(started));
    }

    private static ImportPlan Read(
        string file, ImportMapping mapping, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var source = new CsvSource(file, mapping.Delimiter);
        return new PlanBuilder(mapping).Read(source, progress, cancellationToken);
    }
}
