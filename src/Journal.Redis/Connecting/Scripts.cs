namespace Docket.Journal.Redis.Connecting;

/// <summary>The scripts, by what they do.</summary>
internal static class Scripts
{
    public static RedisScript TakeLease { get; } = RedisScript.Load("take_lease");

    public static RedisScript RenewLease { get; } = RedisScript.Load("renew_lease");

    public static RedisScript ShowLease { get; } = RedisScript.Load("show_lease");

    public static RedisScript StageRows { get; } = RedisScript.LoadGuarded("stage_rows");

    public static RedisScript CommitPage { get; } = RedisScript.LoadGuarded("commit_page");

    public static RedisScript StandOfView { get; } = RedisScript.Load("stand_of_view");

    public static RedisScript ReadServed { get; } = RedisScript.Load("read_served");

    public static RedisScript ReadRows { get; } = RedisScript.Load("read_rows");

    public static RedisScript CreateGeneration { get; } = RedisScript.LoadGuarded("create_generation");

    public static RedisScript ServeGeneration { get; } = RedisScript.LoadGuarded("serve_generation");

    public static RedisScript DoomGeneration { get; } = RedisScript.LoadGuarded("doom_generation");

    public static RedisScript SweepKeys { get; } = RedisScript.Load("sweep_keys");

    public static RedisScript BeginCheck { get; } = RedisScript.Load("begin_check");

    public static RedisScript TakeChanges { get; } = RedisScript.Load("take_changes");

    public static RedisScript EndCheck { get; } = RedisScript.Load("end_check");
}
