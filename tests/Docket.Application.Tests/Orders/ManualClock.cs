namespace Docket.Application.Tests.Orders;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2011, 1, 18, 10, 1, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
