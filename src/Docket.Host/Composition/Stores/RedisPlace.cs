using System.Security.Cryptography;
using System.Text;
using Docket.Host.Output;
using Docket.Journal.Projections;
using Docket.Journal.Redis;
using Docket.Journal.Redis.Views;
using Docket.ReadModels;
using Docket.ReadModels.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Docket.Host.Composition.Stores;

/// <summary>The views of one journal that are kept in Redis, if any are.</summary>
internal sealed class RedisPlace : IAsyncDisposable
{
    private readonly ViewChoice _views;
    private readonly RedisViewStorage? _storage;

    /// <summary>Nothing is connected before the first view in it is opened.</summary>
    /// <param name="views">Which views, and in which Redis.</param>
    /// <param name="journal">Names the journal, and no other one: views of one journal are wrong for every other
    /// one.</param>
    /// <param name="applies">Whether this process may apply events.</param>
    /// <param name="logger">Hears of what Redis does.</param>
    /// <exception cref="UsageException">The address is none.</exception>
    public RedisPlace(ViewChoice views, string journal, bool applies, ILogger logger)
    {
        _views = views;
        if (views.RedisServer is not { } server) return;
        var prefix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(journal))[..4]);
        var options = new RedisViewOptions { Server = Checked(server), Prefix = $"docket:{prefix}", Applies = applies };
        _storage = new RedisViewStorage(options, RedisViews.Layouts, TimeProvider.System, logger);
    }

    /// <summary>The engines, with those views in Redis that are to be there.</summary>
    public Func<string, IViewEngine> Over(Func<string, IViewEngine> engineOf)
    {
        if (_storage is null) return engineOf;
        var redis = new RedisViews(_storage);
        return view => _views.InRedis.Contains(view) ? redis : engineOf(view);
    }

    /// <exception cref="FailureException">Redis cannot be used as it is.</exception>
    public static async Task ExplainAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ViewStorageException unusable) when (unusable.InnerException is RedisException or RedisCommandException)
        {
            throw new FailureException(
                $"{unusable.Message} Is the Redis of --redis running, and is the address right?", unusable);
        }
    }

    public ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Checked(string server)
    {
        try
        {
            if (ConfigurationOptions.Parse(server).EndPoints.Count > 0) return server;
        }
        catch (ArgumentException)
        {
            // What it says may hold the password.
        }

        throw new UsageException("--redis wants HOST:PORT, and options behind commas, such as 127.0.0.1:6379,ssl=true.");
    }
}
