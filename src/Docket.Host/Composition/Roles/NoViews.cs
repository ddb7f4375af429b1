using Docket.Journal.Projections;
using Docket.Kernel;
using Docket.ReadModels.Operations;

namespace Docket.Host.Composition.Roles;

/// <summary>What a process without views tells operators of views: it has none.</summary>
internal sealed class NoViews : IViewOperations
{
    public ValueList<ViewStatus> List() => [];

    public RebuildStatus? StartRebuild(string name) => null;

    public RepairProgress? StartRepair(string name) => null;

    public ViewStatus? RollBack(string name) => null;

    public ValueList<ParkedEvent> Parked() => [];

    public ValueTask<bool> RetryAsync(string parkedId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);

    public ValueTask<bool> SkipAsync(string parkedId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);
}
