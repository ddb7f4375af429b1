using System.Net;
using Docket.Api;
using Docket.Api.Keys;
using Docket.Host.Composition.Replicas;
using Docket.Host.Composition.Roles;
using Docket.Host.Output;

namespace Docket.Host.Composition;

/// <summary>How a service is to run, checked.</summary>
/// <param name="Urls">Where it listens.</param>
/// <param name="Keys">Whom it lets in; empty for everyone on this machine.</param>
/// <param name="Api">Its limits.</param>
internal sealed record ServeOptions(IReadOnlyList<string> Urls, ApiKeyRing Keys, ApiOptions Api)
{
    /// <summary>What the process does. Default: whatever there is to do.</summary>
    public ServiceRoles Roles { get; init; } = ServiceRoles.All;

    /// <summary>The background work there is for its roles to do.</summary>
    public IReadOnlyList<IBackgroundOffer> Offers { get; init; } = [];

    /// <summary>A standby that some reads come from; null for none.</summary>
    public ReplicaOptions? Replica { get; init; }

    /// <exception cref="UsageException">An address is none, or is not this machine's own and there are no
    /// keys.</exception>
    public static ServeOptions Of(string urls, string? keyFile, int requestsMax)
    {
        var addresses = Addresses(urls);
        if (requestsMax < 1) throw new UsageException("--requests-max wants a whole number from 1.");
        // Most likely a shell variable that was not set; whoever names keys must not get a service without them.
        if (keyFile is not null && string.IsNullOrWhiteSpace(keyFile))
            throw new UsageException("--keys wants a file; what was given is blank.");
        var keys = new ApiKeyRing(keyFile is null ? [] : KeyFile.Read(keyFile));
        foreach (var address in addresses)
        {
            if (keys.IsEmpty && !IsLoopback(UrlOf(address)))
                throw new UsageException(
                    $"{address} can be reached from other machines, and no API keys are configured. "
                    + "Make one with `docket keys create --role operator --name NAME --keys FILE` "
                    + "and serve with --keys FILE, "
                    + "or listen on 127.0.0.1.");
        }

        return new ServeOptions(addresses, keys, new ApiOptions { RequestsMax = requestsMax });
    }

    /// <summary>Addresses that only this machine can reach.</summary>
    /// <exception cref="UsageException">One of them is none.</exception>
    public static IReadOnlyList<string> LocalAddresses(string urls) =>
        Addresses(urls) is var addresses && addresses.FirstOrDefault(address => !IsLoopback(UrlOf(address))) is { } open
            ? throw new UsageException(
                $"{open} can be reached from other machines, and whoever asks is answered. Listen on 127.0.0.1.")
            : addresses;

    private static string[] Addresses(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0) throw new UsageException("--urls wants an address such as http://127.0.0.1:8080.");
        foreach (var address in addresses) _ = UrlOf(address);
        return addresses;
    }

    private static Uri UrlOf(string address)
    {
        var plain = address.Replace("//*", "//0.0.0.0", StringComparison.Ordinal)
            .Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        return Uri.TryCreate(plain, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }
            ? url
            : throw new UsageException($"--urls wants addresses such as http://127.0.0.1:8080; '{address}' is none.");
    }

    private static bool IsLoopback(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
