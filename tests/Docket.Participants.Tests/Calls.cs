using Docket.Application.Checkout;
using Docket.Domain.Shared;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Participants.Signing;

namespace Docket.Participants.Tests;

/// <summary>Calls to talk about.</summary>
internal static class Calls
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    public static readonly SharedSecrets Secrets = SharedSecrets.Parse("a-secret-for-tests\n")!;

    public static readonly CheckoutRequest Checkout = new(
        new OrderId("8471"), new CustomerId("ada"), "ada@example.org", new Currency("GBP"), new Money(2250),
        [new CheckoutLine(new Sku("mug"), 2)]);

    public static StepCall Charge { get; } = Of("charge-card", CallKind.Action);

    public static StepCall Refund { get; } = Of("charge-card", CallKind.Compensation);

    public static StepCall Receipt { get; } = Of("send-receipt-email", CallKind.Action);

    public static StepCall To(this StepCall call, string? email) =>
        call with { Input = (Checkout with { Email = email }).ToInput() };

    private static StepCall Of(string step, CallKind kind) =>
        new($"8471.1/{step}{(kind == CallKind.Action ? "" : "/undo")}", $"8471.1/{step}", "8471.1", step, kind, 1)
        {
            Input = Checkout.ToInput(),
        };
}

/// <summary>A clock that stands.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Calls.Noon;

    public override DateTimeOffset GetUtcNow() => Now;
}
