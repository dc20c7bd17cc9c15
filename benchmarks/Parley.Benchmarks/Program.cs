using BenchmarkDotNet.Running;
using Parley.Benchmarks;

// dotnet run -c Release --project benchmarks/Parley.Benchmarks -- --filter '*Step*' [--job short]
// One table per class, each with its own baseline: --join would give them all the same one.
BenchmarkSwitcher.FromAssembly(typeof(Config).Assembly).Run(args, new Config());
