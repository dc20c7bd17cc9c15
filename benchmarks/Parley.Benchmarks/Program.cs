using BenchmarkDotNet.Running;
using Parley.Benchmarks;

// dotnet run -c Release --project benchmarks/Parley.Benchmarks -- --filter '*Step*' [--job short]
// One table a class, each with a baseline of its own: --join would give them all the same one.
BenchmarkSwitcher.FromAssembly(typeof(Config).Assembly).Run(args, new Config());
