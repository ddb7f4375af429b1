using Confluent.Kafka;

namespace Docket.Journal.Kafka.Publishing;

/// <summary>What became of records sent together: how many of the first arrived, and what stopped the next one.</summary>
internal sealed class Deliveries(int count)
{
    private readonly ErrorCode?[] _reports = new ErrorCode?[count];
    private readonly string?[] _reasons = new string?[count];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    /// <summary>Ends when every record has its report.</summary>
    public Task Done => _done.Task;

    /// <summary>Records that arrived, from the first on.</summary>
    public int Acknowledged
    {
        get
        {
            var first = Array.FindIndex(_reports, report => report is not ErrorCode.NoError);
            return first < 0 ? _reports.Length : first;
        }
    }

    /// <summary>What stopped the first record that did not arrive; null where all did.</summary>
    public Error? Stopped => Acknowledged is var first && first < _reports.Length && _reports[first] is { } code
        ? new Error(code, _reasons[first])
        : null;

    public void Report(int number, Error error)
    {
        _reports[number] = error.Code;
        if (error.IsError) _reasons[number] = error.Reason;
        if (Interlocked.Decrement(ref _left) == 0) _done.SetResult();
    }

    /// <summary>This record and those behind it were never sent.</summary>
    public void NotSentFrom(int number, Error error)
    {
        for (; number < _reports.Length; number++) Report(number, error);
    }
}
