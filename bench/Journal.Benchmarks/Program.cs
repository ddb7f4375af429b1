using BenchmarkDotNet.Running;
using Docket.Journal.Benchmarks;

// Throughput under load is no microbenchmark: `append` and `replay` are plain runs with their reference beside
// them.
switch (args)
{
    case ["append", ..]:
        return await AppendRun.RunAsync(args.Length > 1 ? args[1] : Path.GetTempPath());
    case ["replay", ..]:
        return await ReplayRun.RunAsync(args.Length > 1 ? args[1] : Path.GetTempPath());
    default:
        BenchmarkSwitcher.FromAssembly(typeof(AppendRun).Assembly).Run(args);
        return 0;
}
