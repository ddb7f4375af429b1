using System.Globalization;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.ReadModels.Operations;

/// <summary>Tells and does what operators ask of the engine's views, in their words.</summary>
internal sealed class ViewOperations(ViewHost host) : IViewOperations
{
    public ValueList<ViewStatus> List() =>
        host.Views.OrderBy(view => view.Name, StringComparer.Ordinal).Select(StatusOf).ToValueList();

    public RebuildStatus? StartRebuild(string name) =>
        host.StartRebuild(name) ? RebuildOf(name) : null;

    public ViewStatus? RollBack(string name) =>
        host.StartGoingBack(name) ? StatusOf(host.Views.First(view => view.Name == name)) : null;

    public ValueList<ParkedEvent> Parked() => host.Views
        .SelectMany(view => view.Parking.Streams.Values.Select(parked => ParkedOf(view, parked)))
        .OrderBy(parked => parked.Since).ThenBy(parked => parked.Position).ThenBy(parked => parked.View, StringComparer.Ordinal)
        .ToValueList();

    public async ValueTask<bool> RetryAsync(string parkedId, CancellationToken cancellationToken) =>
        TryParse(parkedId, out var view, out var position) && await host.RetryAsync(view, position, cancellationToken);

    public async ValueTask<bool> SkipAsync(string parkedId, CancellationToken cancellationToken) =>
        TryParse(parkedId, out var view, out var position) && await host.SkipAsync(view, position, cancellationToken);

    private ViewStatus StatusOf(View view)
    {
        // The watermark is read first: a head read earlier could be behind it.
        var watermark = view.Watermark.Position;
        var head = host.Head;
        var held = view.Held;
        return new ViewStatus(
            view.Name, watermark, head, Math.Max(0, head.Value - watermark.Value), view.Lag.Time(watermark, head),
            view.Lag.P50, view.Lag.P99, view.IsOpen ? view.Lag.State(watermark, head) : ViewStatus.Unavailable, held.Rows,
            held.Hash.ToString("x32", CultureInfo.InvariantCulture), view.Parking.Streams.Count, RebuildOf(view.Name));
    }

    private RebuildStatus? RebuildOf(string view) => host.RebuildOf(view) is { } progress
        ? new RebuildStatus(
            NameOf(progress.Stage), progress.Position, progress.Target, progress.StartedAt, progress.EndedAt, progress.Eta,
            progress.Outcome)
        : null;

    private static string NameOf(RebuildStage stage) => stage switch
    {
        RebuildStage.Running => "running",
        RebuildStage.Verifying => "verifying",
        RebuildStage.Swapped => "swapped",
        _ => "failed",
    };

    private static ParkedEvent ParkedOf(View view, ParkedStream parked) => new(
        $"{view.Name}:{parked.Position}", view.Name, parked.Stream, parked.Position, parked.Type, parked.Error,
        parked.Attempts, parked.Since, parked.Waiting);

    private static bool TryParse(string parkedId, out string view, out Position position)
    {
        var colon = parkedId.LastIndexOf(':');
        view = colon < 0 ? "" : parkedId[..colon];
        var isNumber = long.TryParse(
            parkedId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        position = new Position(value);
        return colon > 0 && isNumber;
    }
}
