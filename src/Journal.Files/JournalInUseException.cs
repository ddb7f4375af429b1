namespace Docket.Journal.Files;

/// <summary>Another process, or another store of this one, writes to the directory.</summary>
public sealed class JournalInUseException : Exception
{
    internal JournalInUseException(string directory, LockOwner? owner, Exception innerException)
        : this(
            $"The journal in {directory} is in use by {Describe(owner)}. Stop it first, or open the journal read-only.",
            innerException, owner)
    {
    }

    private JournalInUseException(string message, Exception innerException, LockOwner? owner)
        : base(message, innerException) => Owner = owner;

    /// <summary>Who it is; null where the owner file could not be read.</summary>
    public LockOwner? Owner { get; }

    /// <summary>The same for a directory that holds views only.</summary>
    internal static JournalInUseException OfViews(string directory, JournalInUseException held) => new(
        $"The views in {directory} are kept by {Describe(held.Owner)}. Give this process a directory of its own.",
        held, held.Owner);

    private static string Describe(LockOwner? owner) => owner is null
        ? "another process"
        : $"process {owner.Pid} on {owner.Host} since {owner.StartedAt:u}"
            + (owner.Url is null ? "" : $", serving {owner.Url}");
}
