namespace Docket.Host.Composition.Roles;

/// <summary>Something a process does beside answering: publishing the outbox, keeping shared views level.</summary>
/// <remarks>It outlives its own failures: it tries again, and says meanwhile why it stands still.</remarks>
internal interface IBackgroundWork : IAsyncDisposable
{
    /// <summary>As health names it, such as <c>relay</c>.</summary>
    string Name { get; }

    /// <summary>Begins; returns once the work is under way. Disposing ends it after what it has begun.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Why it does not get on now, as a sentence; null while it does, and while another process does it.</summary>
    string? WhyItStands();
}
