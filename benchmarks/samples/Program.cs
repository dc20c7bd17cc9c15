// Measures the samples beside what does the same without Parley. Prints one table a sample, in Markdown; run.py puts
// them into the samples' READMEs.
using Samples;

string[] table = args switch
{
    ["RespClient"] => Resp.Measure(),
    ["Simulation"] => Simulations.Measure(),
    _ => throw new ArgumentException("Name a sample: RespClient or Simulation."),
};
Console.WriteLine(string.Join('\n', table));
