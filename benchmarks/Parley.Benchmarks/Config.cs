using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Parley.Benchmarks;

/// <summary>One table per class, each with a baseline. First come the costs relative to it, in time and in
/// bytes.</summary>
internal sealed class Config : ManualConfig
{
    public Config()
    {
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)));
        AddColumnProvider(new RatioFirst());
        WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared, MethodOrderPolicy.Declared));
        WithOptions(ConfigOptions.DisableLogFile);
    }

    private sealed class RatioFirst : IColumnProvider
    {
        private static readonly string[] s_leading = ["Ratio", "Allocated"];
        private static readonly string[] s_hidden = ["RatioSD", "Alloc Ratio"];

        public IEnumerable<IColumn> GetColumns(Summary summary) =>
            from column in DefaultColumnProviders.Instance.SelectMany(provider => provider.GetColumns(summary))
            where !s_hidden.Contains(column.ColumnName)
            let place = Array.IndexOf(s_leading, column.ColumnName)
            select place < 0 ? column : new Leading(column, place);
    }

    // Columns are ordered by category: after the parameters, before the statistics.
    private sealed class Leading(IColumn column, int place) : IColumn
    {
        public string Id => column.Id;

        public string ColumnName => column.ColumnName;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Params;

        public int PriorityInCategory => int.MaxValue - 10 + place;

        public bool IsNumeric => column.IsNumeric;

        public UnitType UnitType => column.UnitType;

        public string Legend => column.Legend;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => column.GetValue(summary, benchmarkCase);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
            column.GetValue(summary, benchmarkCase, style);

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => column.IsDefault(summary, benchmarkCase);

        public bool IsAvailable(Summary summary) => column.IsAvailable(summary);
    }
}
