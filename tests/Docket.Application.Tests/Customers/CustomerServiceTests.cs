using Docket.Application.Customers;
using Docket.Application.Tests.Orders;
using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Store;
using Done = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Customers.CustomerRejection>.Done;

namespace Docket.Application.Tests.Customers;

public sealed class CustomerServiceTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly InMemoryEventStore _store;

    public CustomerServiceTests() => _store = new InMemoryEventStore(DocketCodec.Create(), _clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_customer_is_a_stream_apart_from_the_orders()
    {
        var done = await SetAsync("Ada");
        Assert.Equal(new StreamName("customer", "17850"), done.Stream);
        Assert.Equal(CustomerService.StreamOf(new CustomerId("17850")), done.Stream);
    }

    [Fact]
    public async Task The_same_details_again_answer_the_version_there_is()
    {
        await SetAsync("Ada");
        Assert.Equal(1, (await SetAsync("Ada")).Version.Value);
        Assert.Equal(2, (await SetAsync("Ada L.")).Version.Value);
    }

    private async Task<Done> SetAsync(string name) => Assert.IsType<Done>(
        await new CustomerService(_store, _clock, new DeciderRunnerOptions()).ExecuteAsync(
            new CustomerId("17850"), new SetCustomerDetails(name, null) { At = _clock.Now }, new CommandContext(),
            TestContext.Current.CancellationToken));
}
