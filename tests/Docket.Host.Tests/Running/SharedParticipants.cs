namespace Docket.Host.Tests.Running;

/// <summary>One service and its participants for all tests of a class; each test uses orders of its own.</summary>
public sealed class SharedParticipants : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();

    internal RunningParticipants Participants { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    internal string Data => _data.Path;

    public async ValueTask InitializeAsync()
    {
        Participants = await RunningParticipants.StartAsync();
        Service = await RunningService.StartAsync(_data.Path, Participants.Options);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Participants.DisposeAsync();
        _data.Dispose();
    }
}
