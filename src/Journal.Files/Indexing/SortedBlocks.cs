using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// A run of sorted entries in an index file. Hashes are evenly spread, so the place of one is guessed from its value
/// and
/// mostly found with one or two reads of a block; nothing of it is kept in memory.
/// </summary>
internal sealed class SortedBlocks(IStorageFile file, string description, long at, int count)
{
    /// <summary>The entries of a hash from a version on, in order.</summary>
    public IEnumerable<IndexEntry> From(ulong hash, uint version)
    {
        var block = new byte[IndexLayout.BlockBytes];
        var sought = new IndexEntry(hash, version, 0);
        for (var number = FirstBlockReaching(sought, block); number < IndexLayout.BlocksOf(count); number++)
        {
            Read(number, block);
            for (var i = 0; i < EntriesIn(number); i++)
            {
                var entry = IndexBlock.Entry(block, i);
                if (entry.CompareTo(sought) < 0) continue;
                if (entry.Hash != hash) yield break;
                yield return entry;
            }
        }
    }

    /// <summary>Every entry, in order.</summary>
    public IEnumerable<IndexEntry> All()
    {
        var block = new byte[IndexLayout.BlockBytes];
        for (var number = 0L; number < IndexLayout.BlocksOf(count); number++)
        {
            Read(number, block);
            for (var i = 0; i < EntriesIn(number); i++) yield return IndexBlock.Entry(block, i);
        }
    }

    /// <summary>
    /// The first block whose last entry is not before the one sought; one past the end where there is none.
    /// </summary>
    private long FirstBlockReaching(in IndexEntry sought, byte[] block)
    {
        var (low, high) = (0L, IndexLayout.BlocksOf(count));
        var guess = (long)Math.BigMul(sought.Hash, (ulong)high, out _);
        for (var step = 1L; low < high; step *= 2)
        {
            guess = Math.Clamp(guess, low, high - 1);
            Read(guess, block);
            if (IndexBlock.Entry(block, EntriesIn(guess) - 1).CompareTo(sought) < 0)
            {
                low = guess + 1;
                guess += step;
            }
            else if (IndexBlock.Entry(block, 0).CompareTo(sought) < 0)
            {
                return guess;
            }
            else
            {
                high = guess;
                guess -= step;
            }

            // Galloping from the guess is quick where it was near; where it was not, halving bounds the search.
            if (step > 4) guess = low + (high - low) / 2;
        }

        return low;
    }

    private int EntriesIn(long number) =>
        (int)Math.Min(IndexLayout.EntriesPerBlock, count - number * IndexLayout.EntriesPerBlock);

    private void Read(long number, byte[] block)
    {
        var read = file.Read(block, at + number * IndexLayout.BlockBytes);
        if (read == block.Length && IndexBlock.IsIntact(block)) return;
        throw new JournalCorruptException(
            $"{description}: index block {number} is damaged. Stop the service, delete this index file and start again: "
            + "it is rebuilt from its segment.");
    }
}
