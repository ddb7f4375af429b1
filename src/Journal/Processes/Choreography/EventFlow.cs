using Docket.Journal.Processes.Deciding;

namespace Docket.Journal.Processes.Choreography;

/// <summary>A public event that somebody tells.</summary>
/// <param name="Name">Which.</param>
/// <param name="Producer">The step that tells it, or <see cref="EventGraph.Origin"/>.</param>
/// <param name="Direction">Whether an instance goes on with it, or back.</param>
public sealed record ToldEvent(string Name, string Producer, Direction Direction);

/// <summary>A public event on its way from who tells it to who reacts to it.</summary>
/// <param name="Event">Which.</param>
/// <param name="Producer">The step that tells it, or <see cref="EventGraph.Origin"/>.</param>
/// <param name="Consumer">The step that reacts to it, or <see cref="EventGraph.Origin"/>.</param>
/// <param name="Direction">Whether it then does its step, or undoes it.</param>
public sealed record EventFlow(string Event, string Producer, string Consumer, Direction Direction);
