namespace Docket.Journal.Processes;

/// <summary>Who sees to it that an instance's steps are done. An instance ends in the runtime that it began in.</summary>
public enum ProcessRuntime
{
    /// <summary>A leader asks the participants one after the other: <see cref="ProcessHost"/>.</summary>
    Orchestrated,

    /// <summary>Nobody leads: each participant reacts to what the others tell: <see cref="ChoreographyHost"/>.</summary>
    Choreographed,
}
