using Docket.Journal.Projections;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Connecting;

/// <summary>One connection to the server, made when it is first needed, and made again whenever it is lost.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string PolicyField = "maxmemory_policy:";
    private static readonly TimeSpan ReconnectTime = TimeSpan.FromMilliseconds(250);
    private readonly Lazy<ConnectionMultiplexer> _connection;
    private readonly RedisViewOptions _options;
    private readonly ILogger _logger;

    public RedisServer(RedisViewOptions options, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _connection = new(Connect);
    }

    /// <summary>Called when the connection was lost and is there again: what was there may not be.</summary>
    public Action Restored { get; set; } = static () => { };

    private IDatabase Database => _connection.Value.GetDatabase();

    /// <summary>Whether a failure says that the server cannot be used now, or refuses; not that the program is
    /// wrong.</summary>
    public static bool IsPassing(Exception failure) =>
        failure is RedisException or RedisCommandException or TimeoutException or IOException or ObjectDisposedException
            or ViewStorageException;

    /// <summary>Runs a script.</summary>
    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments) =>
        script.RunAsync(Database, keys, arguments).WaitAsync(_options.AnswerTime);

    /// <summary>Runs scripts one behind the other without waiting in between; the server keeps their order.</summary>
    public Task<RedisResult[]> RunAllAsync(RedisScript script, RedisKey[] keys, IEnumerable<RedisValue[]> arguments) =>
        Task.WhenAll([.. arguments.Select(one => script.RunAsync(Database, keys, one))]).WaitAsync(_options.AnswerTime);

    /// <summary>Connects, and says where the server is not kept as views need it.</summary>
    public async Task CheckAsync()
    {
        var memory = (string?)await ExecuteAsync("INFO", "memory") ?? "";
        var policy = Array.Find(memory.Split("\r\n"), line => line.StartsWith(PolicyField, StringComparison.Ordinal));
        if (policy is not null && policy != PolicyField + "noeviction") _logger.DropsKeys(policy[PolicyField.Length..]);
    }

    /// <summary>Runs another command.</summary>
    public Task<RedisResult> ExecuteAsync(string command, params object[] arguments) =>
        Database.ExecuteAsync(command, arguments).WaitAsync(_options.AnswerTime);

    /// <summary>All fields of hashes, by their keys.</summary>
    public Task<HashEntry[][]> ReadHashesAsync(IEnumerable<RedisKey> keys) =>
        Task.WhenAll([.. keys.Select(key => Database.HashGetAllAsync(key))]).WaitAsync(_options.AnswerTime);

    public Task SayAsync(RedisChannel channel, string what) =>
        Database.PublishAsync(channel, what).WaitAsync(_options.AnswerTime);

    /// <summary>Hears what is said; again after a connection was lost.</summary>
    public Task ListenAsync(RedisChannel channel, Action<string> hear) => _connection.Value.GetSubscriber()
        .SubscribeAsync(channel, (_, said) => hear(said!)).WaitAsync(_options.AnswerTime);

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await _connection.Value.CloseAsync();
    }

    private ConnectionMultiplexer Connect()
    {
        var settings = ConfigurationOptions.Parse(_options.Server);
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast; // who asks is told what is wrong, and asks again
        settings.IncludeDetailInExceptions = false;
        settings.ClientName = "docket";
        settings.AllowAdmin = true; // the library wants that for INFO; what may be done is for the server to say
        settings.SyncTimeout = (int)_options.AnswerTime.TotalMilliseconds;
        settings.ConnectTimeout = Math.Min(settings.ConnectTimeout, settings.SyncTimeout);
        settings.ReconnectRetryPolicy = new LinearRetry((int)ReconnectTime.TotalMilliseconds);
        var connection = ConnectionMultiplexer.Connect(settings);
        connection.ConnectionFailed += (_, what) => _logger.Disconnected($"{what.FailureType}");
        connection.ConnectionRestored += (_, what) =>
        {
            if (what.ConnectionType != ConnectionType.Interactive) return;
            _logger.Restored();
            Restored();
        };
        return connection;
    }
}
