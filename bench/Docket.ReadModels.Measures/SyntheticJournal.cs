using System.Globalization;
using System.Runtime.CompilerServices;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.ReadModels.Measures;

/// <summary>
/// A journal that is made up while it is read: orders of three lines, each placed and then paid, so that views can be
/// measured over a million orders without a store's own costs. Event bytes are real and are decoded for real.
/// </summary>
internal sealed class SyntheticJournal(EventCodec codec, int orders) : IEventStore
{
    private const int PageEvents = 2_000;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TaskCompletionSource<Position> _never = new();
    private StoredEvent[]? _made;

    public Position Head { get; } = new(orders * 2L);

    /// <summary>Makes all of it up now and keeps it: what reading costs then is less than any store asks for.</summary>
    public void MakeUp()
    {
        var made = new StoredEvent[Head.Value];
        for (var i = 0; i < made.Length; i++) made[i] = StoredAt(new Position(i + 1));
        _made = made;
    }

    public async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after < Head)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var through = new Position(Math.Min(after.Value + PageEvents, Head.Value));
            var events = new List<RecordedEvent>();
            for (var position = after.Next; position <= through; position = position.Next)
                if (EventAt(position) is var made && filter.Wants(made.Type)) events.Add(made);
            yield return new EventPage(events, through);
            after = through;
        }

        await ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<RecordedEvent>>([EventAt(Head)]);

    public async ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        after < Head ? Head : await _never.Task.WaitAsync(cancellationToken);

    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("It is made up.");

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken) =>
        throw new NotSupportedException("It is made up.");

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<LedgerEntry?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>An order's id as the service makes them: a UUID of version 7, the time it was placed at first.</summary>
    public static string IdOf(long order)
    {
        var time = PlacedAt(order).ToUnixTimeMilliseconds();
        var tail = order * 2_654_435_761 % 1_000_000_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{time >> 16:x8}-{time & 0xffff:x4}-7000-8000-{tail:d12}");
    }

    private static DateTimeOffset PlacedAt(long order) => Start.AddSeconds(order * 31);

    private RecordedEvent EventAt(Position position) =>
        new(codec, _made is null ? StoredAt(position) : _made[position.Value - 1]);

    private StoredEvent StoredAt(Position position)
    {
        var order = (position.Value - 1) / 2;
        var isPlaced = position.Value % 2 == 1;
        var at = PlacedAt(order);
        var encoded = codec.Encode(new NewEvent(
            isPlaced ? Placed(order, at) : Paid(order, at.AddMinutes(5)),
            new EventMetadata { EventId = Guid.CreateVersion7(at), OccurredAt = at }));
        return new StoredEvent
        {
            Stream = StreamName.FromStored("order", IdOf(order)),
            Version = new StreamVersion(isPlaced ? 1 : 2),
            Position = position,
            Type = encoded.Type,
            RecordedAt = at,
            Data = encoded.Data,
            Metadata = encoded.Metadata,
        };
    }

    private static OrderPlaced Placed(long order, DateTimeOffset at) => new(
        new CustomerId($"c{order * 7919 % 200_000}"), new Currency("GBP"),
        [Line((order * 3) + 1), Line((order * 5) + 2), Line((order * 7) + 3)])
    {
        At = at,
    };

    private static PaymentConfirmed Paid(long order, DateTimeOffset at) => new(
        new PaymentId(IdOf(order)), new Money(Enumerable.Sum([(order * 3) + 1, (order * 5) + 2, (order * 7) + 3], n => Line(n).Amount.Minor)),
        "card", First: true)
    { At = at };

    private static OrderLine Line(long number)
    {
        var product = number % 3_000;
        return new OrderLine(
            new Sku($"sku-{product}"), $"WHITE HANGING HEART T-LIGHT HOLDER {product}", (int)(number % 9) + 1, new Money(product + 95));
    }
}
