using BenchmarkDotNet.Running;
using Parley.Benchmarks;

// dotnet run -c Release --project benchmarks/Parley.Benchmarks -- --filter '*Step*' [--job short]
BenchmarkSwitcher.FromAssembly(typeof(Config).Assembly).Run(args, new Config());
