using System.Text.RegularExpressions;

namespace Docket.Journal.Inbox;

/// <summary>Whose inbox it is and where it lies.</summary>
public sealed partial record InboxOptions
{
    /// <summary>
    /// Names the consumer, 1-200 characters. Several in one database each get every event; two processes of one consumer
    /// share a name. Never change it: under another name every event is new.
    /// </summary>
    public required string Consumer { get; init; }

    /// <summary>The schema of the table <c>processed_events</c>: a-z, 0-9 and _. Default <c>public</c>.</summary>
    public string Schema { get; init; } = "public";

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Consumer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Consumer.Length, 200, nameof(Consumer));
        if (!SchemaName().IsMatch(Schema))
            throw new ArgumentException($"'{Schema}' is not a schema name: a-z, 0-9 and _, at most 50 characters.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,49}$")]
    private static partial Regex SchemaName();
}
