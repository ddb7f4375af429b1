using System.Text.Json;
using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Projections;
using Docket.Kernel;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Elasticsearch.CustomerHistory;

/// <summary>Searches customers' orders, on any process.</summary>
internal sealed class ElasticsearchCustomerHistoryQuery(View view, ElasticsearchViewStorage storage)
    : ICustomerHistoryQuery
{
    /// <summary>How far a search may go by counting: <c>index.max_result_window</c> as it is unless somebody changes
    /// it.</summary>
    private const long Window = 10_000;

    private readonly CustomerHistoryDocuments _documents = new();

    public async ValueTask<Answer<CustomerOrdersPage>> FindAsync(
        CustomerId customer, CustomerOrdersFilter filter, Freshness freshness, CancellationToken cancellationToken)
    {
        await view.Watermark.WaitForAsync(freshness.MinSeq, freshness.Patience, cancellationToken);

        // Where the view stands is read first, so that what is found can only be newer than the answer says.
        var stand = await StandAsync(cancellationToken);
        var from = (filter.Page - 1L) * filter.Size;
        var page = from + filter.Size <= Window
            ? await SearchAsync(OrderSearch.Page(customer, filter, from), cancellationToken)
            : await WalkAsync(customer, filter, from, cancellationToken);
        var others = await OrdersOfOthersAsync(stand.Parking, customer, cancellationToken);
        return ViewReading.Answer(
            new ReadPoint(stand.Checkpoint, stand.Checkpoint < freshness.MinSeq),
            new CustomerOrdersPage(page.Orders.ToValueList(), page.Total), stand.Parking,
            parked => !others.Contains(parked.Stream.Id));
    }

    private async ValueTask<DocumentStand> StandAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await storage.StandAsync(view.Name, cancellationToken)
                ?? throw new HttpRequestException($"nothing is kept of the view {view.Name}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new ViewStorageException($"The view {view.Name} cannot be searched now: {failure.Message}", failure);
        }
    }

    /// <summary>Goes to a place too far to count to: over the ones before it, as many at once as the cluster lets
    /// pass.</summary>
    private async ValueTask<Found> WalkAsync(
        CustomerId customer, CustomerOrdersFilter filter, long from, CancellationToken cancellationToken)
    {
        (long, string)? last = null;
        for (var left = from; left > 0;)
        {
            var step = (int)Math.Min(left, Window);
            var passed = await SearchAsync(
                OrderSearch.After(customer, filter, step, last, withRows: false), cancellationToken);
            if (passed.Count < step) return passed with { Orders = [] };
            last = passed.Last;
            left -= step;
        }

        return await SearchAsync(
            OrderSearch.After(customer, filter, filter.Size, last, withRows: true), cancellationToken);
    }

    private ValueTask<Found> SearchAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        storage.AskAsync(view.Name, "_search", body, Read, cancellationToken);

    private Found Read(JsonElement answer)
    {
        var found = answer.GetProperty("hits");
        var (orders, count, last) = (new List<CustomerOrder>(), 0, ((long, string)?)null);
        foreach (var hit in found.GetProperty("hits").EnumerateArray())
        {
            count++;
            var sort = hit.GetProperty("sort");
            last = (sort[0].GetInt64(), sort[1].GetString()!);
            if (!hit.TryGetProperty("_source", out var source)) continue;
            var order = new OrderId(hit.GetProperty("_id").GetString()!);
            orders.Add(_documents.Row(order, source.GetProperty("row").GetBytesFromBase64()).ToOrder(order));
        }

        return new Found(orders, count, last, found.GetProperty("total").GetProperty("value").GetInt64());
    }

    /// <summary>A parked order that is known to be another customer's does not concern this one; an unknown one
    /// may.</summary>
    private async ValueTask<HashSet<string>> OrdersOfOthersAsync(
        Parking parking, CustomerId customer, CancellationToken cancellationToken)
    {
        var parked = parking.Streams.Keys.Select(stream => stream.Id).Where(id => OrderId.TryParse(id, out _)).ToList();
        if (parked.Count == 0) return [];
        var body = Docket.Journal.Elasticsearch.Talking.JsonBody.Of(writer =>
        {
            writer.WriteStartArray("ids");
            foreach (var id in parked) writer.WriteStringValue(id);
            writer.WriteEndArray();
        });
        return await storage.AskAsync(
            view.Name, "_mget?_source_includes=customer_id", body,
            answer => answer.GetProperty("docs").EnumerateArray()
                .Where(found => found.GetProperty("found").GetBoolean()
                    && found.GetProperty("_source").GetProperty("customer_id").GetString() != customer.Value)
                .Select(found => found.GetProperty("_id").GetString()!).ToHashSet(StringComparer.Ordinal),
            cancellationToken);
    }

    private sealed record Found(List<CustomerOrder> Orders, int Count, (long, string)? Last, long Total);
}
