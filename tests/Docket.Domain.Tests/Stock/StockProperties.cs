using Docket.Domain.Stock;
using FsCheck;
using FsCheck.Fluent;
using Rules = Docket.Domain.Stock.Stock;

namespace Docket.Domain.Tests.Stock;

/// <summary>What holds of a product's stock after whatever commands, in whatever order.</summary>
public sealed class StockProperties
{
    private const int CommandsEach = 200;

    [Fact]
    public void Nothing_is_ever_oversold_and_everything_that_was_reserved_is_accounted_for() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Live(new Random(seed))).QuickCheckThrowOnFailure();

    private static void Live(Random chance)
    {
        var (stock, book) = (Rules.Initial, new Book());
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < CommandsEach; i++)
        {
            at += TimeSpan.FromMinutes(chance.Next(0, 90));
            var command = Any(chance, at);
            foreach (var recorded in Rules.Decide(stock, command).Events)
            {
                book.Write(recorded);
                stock = Rules.Evolve(stock, recorded);
                Assert.True(stock.Available >= 0, $"{recorded} after {command} oversells");
                Assert.Equal(book.InTheHouse, stock.OnHand);
                Assert.Equal(book.Kept.Values.Sum(kept => kept.Quantity), stock.OnHand - stock.Available);
            }

            if (command is ExpireReservations)
                Assert.All(stock.Reservations, kept => Assert.True(kept.Until > at, $"{kept} is kept too long"));
        }
    }

    private static StockCommand Any(Random chance, DateTimeOffset at)
    {
        var reservation = $"c{chance.Next(8)}";
        return chance.Next(8) switch
        {
            0 => new ReceiveStock(chance.Next(1, 10)) { At = at },
            1 or 2 or 3 => new ReserveStock(reservation, chance.Next(1, 6), at.AddHours(chance.Next(1, 24))) { At = at },
            4 => new ReleaseStock(reservation) { At = at },
            5 => new ShipStock(reservation) { At = at },
            6 => new CallOffStock { At = at },
            _ => new ExpireReservations { At = at },
        };
    }

    /// <summary>The same, kept by somebody who does not know the rules.</summary>
    private sealed class Book
    {
        public int InTheHouse { get; private set; }

        public Dictionary<string, StockReserved> Kept { get; } = [];

        public void Write(StockEvent recorded)
        {
            switch (recorded)
            {
                case StockReceived e:
                    InTheHouse += e.Quantity;
                    break;
                case StockReserved e:
                    Kept.Add(e.Reservation, e);
                    break;
                case ReservationReleased e:
                    LetGo(e.Reservation, e.Quantity);
                    break;
                case ReservationExpired e:
                    Assert.True(Kept[e.Reservation].Until <= e.At, $"{e} comes early");
                    LetGo(e.Reservation, e.Quantity);
                    break;
                case StockShipped e:
                    LetGo(e.Reservation, e.Quantity);
                    InTheHouse -= e.Quantity;
                    break;
            }
        }

        /// <summary>What ends a reservation ends it whole, and once.</summary>
        private void LetGo(string reservation, int quantity)
        {
            Assert.Equal(Kept[reservation].Quantity, quantity);
            Kept.Remove(reservation);
        }
    }
}
