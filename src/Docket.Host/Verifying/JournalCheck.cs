using Docket.Host.Composition;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Host.Verifying;

/// <summary>Reads a journal from the first event to the last: checksums, dense positions and versions, and every payload.</summary>
internal sealed class JournalCheck
{
    private const int DifferencesMax = 100;

    private readonly Dictionary<StreamName, long> _versions = [];
    private readonly List<string> _differences = [];
    private long _position;
    private long _events;

    public static async Task<JournalCheckResult> RunAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        var check = new JournalCheck();
        try
        {
            await using var journal = data.OpenReadOnly();
            await foreach (var page in journal.ReadAllAsync(Position.Start, EventFilter.All, cancellationToken))
                foreach (var recorded in page.Events) check.Take(recorded);
        }
        catch (JournalCorruptException corrupt)
        {
            check.Note(corrupt.Message);
        }

        return new JournalCheckResult(check._events, check._versions.Count, check._position, check._differences);
    }

    private void Take(RecordedEvent recorded)
    {
        _events++;
        if (recorded.Position.Value != _position + 1) Note($"{recorded}: position {_position + 1} is expected here");
        _position = recorded.Position.Value;
        var before = _versions.GetValueOrDefault(recorded.Stream);
        if (recorded.Version.Value != before + 1) Note($"{recorded}: version {before + 1} is expected here");
        _versions[recorded.Stream] = recorded.Version.Value;
        try
        {
            _ = recorded.Payload;
            _ = recorded.Metadata;
        }
        catch (EventDecodingException undecodable)
        {
            Note(undecodable.Message);
        }
    }

    private void Note(string difference)
    {
        if (_differences.Count < DifferencesMax) _differences.Add(difference);
    }
}

/// <summary>What reading the journal found.</summary>
internal sealed record JournalCheckResult(long Events, long Streams, long Head, IReadOnlyList<string> Differences);
