using Docket.Journal.Redis.Leasing;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>The keys of one view: all begin with <c>{prefix}:{view}</c>.</summary>
internal sealed class ViewKeys(string prefix, IRowLayout layout, RedisLeases leases)
{
    /// <summary>The signals of all views.</summary>
    public static RedisChannel ChannelOf(string prefix) => new($"{prefix}:news", RedisChannel.PatternMode.Literal);

    public IRowLayout Layout { get; } = layout;

    /// <summary>Says which generation has which role.</summary>
    public RedisKey View { get; } = $"{prefix}:{layout.View}";

    /// <summary>Generations that are to be swept away.</summary>
    public RedisKey Doomed { get; } = $"{prefix}:{layout.View}:doomed";

    /// <summary>Who checks the view now.</summary>
    public RedisKey Check { get; } = $"{prefix}:{layout.View}:check";

    /// <summary>Rows that changed while it is checked.</summary>
    public RedisKey Changes { get; } = $"{prefix}:{layout.View}:changes";

    /// <summary>The owner's lease.</summary>
    public RedisKey Lease { get; } = leases.KeyOf("view/" + layout.View);

    public RedisChannel Channel { get; } = ChannelOf(prefix);

    /// <summary>Where a generation stands. The keys of its rows begin with this and a colon.</summary>
    public RedisKey Generation(int number) => $"{(string)View!}:{number}";

    /// <summary>A row of a generation.</summary>
    public RedisKey Row(int number, string name) => $"{(string)View!}:{number}:{name}";
}
