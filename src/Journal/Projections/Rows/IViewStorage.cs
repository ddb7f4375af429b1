namespace Docket.Journal.Projections.Rows;

/// <summary>Where views keep their generations: the one that serves, the one before, and a shadow while it fills.</summary>
public interface IViewStorage
{
    /// <summary>Opens the generation that serves.</summary>
    /// <param name="view">The view's name.</param>
    /// <param name="schemaVersion">The only one that will do.</param>
    OpenedRows Open(string view, int schemaVersion);

    /// <summary>Opens the generation that serves for checking only: everything is read, nothing is changed, and its writer
    /// may go on meanwhile. Null where nothing is kept.</summary>
    /// <exception cref="InvalidDataException">What is kept is damaged, or of another schema.</exception>
    IRowStore? OpenToCheck(string view, int schemaVersion);

    /// <summary>Makes an empty generation beside the one that serves.</summary>
    IRowStore Create(string view, int schemaVersion);

    /// <summary>Makes a generation the one that serves, at once and durably; what served before is kept as the former one.</summary>
    void Serve(string view, IRowStore rows);

    /// <summary>Throws a generation away.</summary>
    void Discard(IRowStore rows);

    /// <summary>How many events are worth one commit while a view is far behind; 0 for as many as a page happens to hold.</summary>
    int EventsPerCommit => 0;
}

/// <summary>What was found of a view at start.</summary>
/// <param name="Rows">The generation that serves, or null where there is none that will do.</param>
/// <param name="Former">The one that served before the last rebuild, if it is still kept.</param>
/// <param name="Discarded">Why something that was there was thrown away; null where nothing was.</param>
public sealed record OpenedRows(IRowStore? Rows, IRowStore? Former, string? Discarded);
