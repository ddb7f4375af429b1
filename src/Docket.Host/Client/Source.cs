using Docket.Host.Commands;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Files;

namespace Docket.Host.Client;

/// <summary>Where a verb gets its answer: from the service that runs on the directory, or from the directory
/// itself.</summary>
internal static class Source
{
    /// <summary>Asks the running service where there is one; else opens the directory, lets the views catch up, and
    /// asks them.</summary>
    public static async Task<T> AskAsync<T>(
        VerbContext verb, Func<ServiceClient, Task<T>> remote, Func<EmbeddedDocket, Task<T>> local,
        CancellationToken cancellationToken)
    {
        if (verb.Url is { } url) return await FromAsync(url, verb, remote);
        verb.Place.MustHaveJournal();
        try
        {
            return await FromViewsAsync(verb.Place, ViewUse.Kept, local, cancellationToken);
        }
        catch (JournalInUseException inUse) when (inUse.Owner?.Url is null && verb.Place is PostgresPlace)
        {
            return await FromViewsAsync(verb.Place, ViewUse.KeptOrInMemory, local, cancellationToken);
        }
        catch (JournalInUseException inUse)
        {
            return await FromAsync(UrlOf(inUse), verb, remote);
        }
    }

    /// <summary>Asks who may write the views: the running service where there is one; else this process, which opens them
    /// and does not wait until they have caught up, for what is to be mended may stand still.</summary>
    public static async Task<T> AskOwnerAsync<T>(
        VerbContext verb, Func<ServiceClient, Task<T>> remote, Func<EmbeddedDocket, Task<T>> local,
        CancellationToken cancellationToken)
    {
        if (verb.Url is { } url) return await FromAsync(url, verb, remote);
        try
        {
            await using var docket = await EmbeddedDocket.OpenAsync(verb.Place, ViewUse.Kept, cancellationToken);
            await docket.StartViewsAsync(cancellationToken);
            return await local(docket);
        }
        catch (JournalInUseException inUse)
        {
            return await FromAsync(UrlOf(inUse), verb, remote);
        }
    }

    private static async Task<T> FromViewsAsync<T>(
        JournalPlace place, ViewUse views, Func<EmbeddedDocket, Task<T>> local, CancellationToken cancellationToken)
    {
        await using var docket = await EmbeddedDocket.OpenAsync(place, views, cancellationToken);
        await docket.StartViewsAsync(cancellationToken);
        await docket.CatchUpAsync(cancellationToken);
        return await local(docket);
    }

    private static async Task<T> FromAsync<T>(string url, VerbContext verb, Func<ServiceClient, Task<T>> remote)
    {
        using var service = new ServiceClient(url, verb.Key);
        return await remote(service);
    }

    private static string UrlOf(JournalInUseException inUse) => inUse.Owner switch
    {
        { Url: { } url } => url,
        { } owner => throw new FailureException(
            $"The data is being written by process {owner.Pid} since {owner.StartedAt:u}, "
            + "which serves no HTTP (an import?). "
            + "Ask again when it has ended."),
        null => throw new FailureException("The data is in use by another process. Ask again when it has ended."),
    };
}
