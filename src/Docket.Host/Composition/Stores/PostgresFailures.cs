using Docket.Host.Output;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Host.Composition.Stores;

/// <summary>Says in one line what is wrong with a database, and what to do about it.</summary>
internal static class PostgresFailures
{
    /// <exception cref="FailureException">The database cannot be used as it is.</exception>
    public static async Task<T> ExplainAsync<T>(PostgresPlace place, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SchemaMismatchException mismatch)
        {
            throw new FailureException($"{Named(place)}: {mismatch.Message}", mismatch);
        }
        catch (ViewStorageException unusable) when (unusable.InnerException is { } cause)
        {
            throw Explained(place, cause);
        }
        catch (NobodyAppliesException nobody)
        {
            throw new FailureException(nobody.Message, nobody);
        }
        catch (JournalUnavailableException unavailable) when (unavailable.InnerException is { } cause)
        {
            throw Explained(place, cause);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw Explained(place, failure);
        }
    }

    /// <summary>The same for work that answers nothing.</summary>
    public static Task ExplainAsync(PostgresPlace place, Func<Task> work) => ExplainAsync(place, async () =>
    {
        await work();
        return true;
    });

    private static FailureException Explained(PostgresPlace place, Exception cause) => new(cause switch
    {
        PostgresException refusal => $"{Named(place)} refuses: {refusal.MessageText}. {Advice(refusal.SqlState)}",
        _ => $"{Named(place)} cannot be reached: {Deepest(cause)}. Is the server running, and is the address right?",
    }, cause);

    private static string Advice(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Check Username and Password (or PGPASSWORD, or ~/.pgpass).",
        PostgresErrorCodes.InvalidCatalogName => "Make it with `createdb`, then run `docket db migrate`.",
        PostgresErrorCodes.InsufficientPrivilege =>
            "A service needs the roles docket_writer and docket_projector (the first is enough with --views local); "
            + "`docket db migrate` needs the schema's owner.",
        PostgresErrorCodes.TooManyConnections => "A process takes up to 3 sessions and a pool for reading; "
            + "`Maximum Pool Size` in the connection string bounds it.",
        _ => "Nothing was changed.",
    };

    // The driver says only that it failed; what the system said of the address lies below.
    private static string Deepest(Exception cause)
    {
        while (cause.InnerException is { } inner) cause = inner;
        return cause.Message;
    }

    private static string Named(PostgresPlace place) => char.ToUpperInvariant(place.Name[0]) + place.Name[1..];
}
