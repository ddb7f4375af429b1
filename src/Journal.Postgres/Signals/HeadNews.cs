using System.Globalization;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Signals;

/// <summary>What is said on the head's channel: the newest position, in digits.</summary>
internal static class HeadNews
{
    /// <summary>Takes in what was heard. What is no position was not said by this program, and is passed over.</summary>
    public static void Hear(this AppendSignal signal, string payload)
    {
        if (long.TryParse(payload, NumberStyles.None, CultureInfo.InvariantCulture, out var head))
            signal.Raise(new Position(head));
    }
}
