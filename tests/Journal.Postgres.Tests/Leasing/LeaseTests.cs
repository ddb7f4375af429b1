using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Leasing;

public sealed class LeaseTests(SharedServer shared)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_ask_at_once_one_has_it()
    {
        var (leases, _) = await NewAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => leases.TryTakeAsync("work", $"owner {i}", Long, Cancelled).AsTask()));

        Assert.Equal(1, Assert.Single(taken, lease => lease is not null)!.Epoch);
    }

    [Fact]
    public async Task Who_takes_over_has_a_larger_epoch_and_the_former_owner_can_renew_no_more()
    {
        var (leases, _) = await NewAsync();
        var former = await leases.TryTakeAsync("work", "a", TimeSpan.Zero, Cancelled);

        var owner = await leases.TryTakeAsync("work", "b", Long, Cancelled);

        Assert.Equal(new Lease("work", "b", former!.Epoch + 1), owner);
        Assert.Empty(await leases.RenewAsync([former], Long, Cancelled));
        Assert.Equal([owner!], await leases.RenewAsync([owner!], Long, Cancelled));
        await leases.ReleaseAsync(former, Cancelled);
        Assert.Null(await leases.TryTakeAsync("work", "a", Long, Cancelled));
    }

    [Fact]
    public async Task The_same_owner_keeps_its_epoch_and_what_is_given_back_is_free_at_once()
    {
        var (leases, _) = await NewAsync();
        var first = await leases.TryTakeAsync("work", "a", Long, Cancelled);
        Assert.Equal(first, await leases.TryTakeAsync("work", "a", Long, Cancelled));

        await leases.ReleaseAsync(first!, Cancelled);

        Assert.Equal(TimeSpan.Zero, Assert.Single(await leases.ListAsync("wo", Cancelled)).Left);
        Assert.Equal("b", (await leases.TryTakeAsync("work", "b", Long, Cancelled))!.Owner);
        Assert.True(Assert.Single(await leases.ListAsync("work", Cancelled)).Left > TimeSpan.FromMinutes(59));
    }

    [Fact]
    public async Task A_write_under_a_lost_lease_is_refused()
    {
        var (leases, journal) = await NewAsync();
        var former = await leases.TryTakeAsync("work", "a", TimeSpan.Zero, Cancelled);
        await journal.ExecuteAsync("select docket.require_lease('work', 1)");
        await leases.TryTakeAsync("work", "b", Long, Cancelled);

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => journal.ExecuteAsync($"select docket.require_lease('work', {former!.Epoch})"));

        Assert.Equal(PostgresLeases.LostLeaseState, refusal.SqlState);
    }

    [Fact]
    public async Task Who_takes_several_does_not_wait_for_one_that_a_former_owner_is_writing_under()
    {
        var (leases, journal) = await NewAsync();
        await leases.TryTakeAsync("many/1", "former", TimeSpan.Zero, Cancelled);
        await leases.TryTakeAsync("many/2", "former", TimeSpan.Zero, Cancelled);
        await leases.TryTakeAsync("many/3", "owner", Long, Cancelled);
        await using var writing = new NpgsqlConnection(journal.Options().ConnectionString);
        await writing.OpenAsync(Cancelled);
        await using var transaction = await writing.BeginTransactionAsync(Cancelled);
        await using (var require = new NpgsqlCommand("select docket.require_lease('many/1', 1)", writing))
            await require.ExecuteNonQueryAsync(Cancelled);

        var taken = await leases.TakeFreeAsync("many/", "next", Long, 3, Cancelled);
        await transaction.CommitAsync(Cancelled);
        var later = await leases.TakeFreeAsync("many/", "next", Long, 3, Cancelled);

        Assert.Equal([new Lease("many/2", "next", 2)], taken);
        Assert.Equal([new Lease("many/1", "next", 2)], later);
    }

    private async Task<(PostgresLeases Leases, TestJournal Journal)> NewAsync()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        return (new PostgresLeases(NpgsqlDataSource.Create(journal.Options().ConnectionString), "docket"), journal);
    }
}
