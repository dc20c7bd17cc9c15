using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>Part of a method: what a handler protects, its filter, or the handler itself.</summary>
internal sealed record Region(ExceptionHandler Handler, RegionPart Part, int Start, int End)
{
    public bool Contains(int index) => Start <= index && index < End;

    public bool Surrounds(Region other) =>
        Start <= other.Start && other.End <= End && End - Start > other.End - other.Start;

    public bool MayLeave => Part == RegionPart.Try || (Part == RegionPart.Handler && Catches);

    public bool Catches => Handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
}

internal enum RegionPart
{
    Try,
    Filter,
    Handler,
}

/// <summary>All the regions of a method, and where control may go between them.</summary>
internal sealed class Regions
{
    private readonly List<Region>[] _around;

    public Regions(MethodBody body, Dictionary<Instruction, int> index)
    {
        int end = body.Instructions.Count;
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            All.Add(new(handler, RegionPart.Try, index[handler.TryStart], At(handler.TryEnd)));
            if (handler.FilterStart is { } filter)
                All.Add(new(handler, RegionPart.Filter, index[filter], index[handler.HandlerStart]));
            All.Add(new(handler, RegionPart.Handler, index[handler.HandlerStart], At(handler.HandlerEnd)));
        }

        // The innermost first.
        _around = [.. Enumerable.Range(0, end).Select(i =>
            All.Where(region => region.Contains(i)).OrderBy(region => region.End - region.Start).ToList())];

        int At(Instruction? instruction) => instruction is null ? end : index[instruction];
    }

    public List<Region> All { get; } = [];

    public Region? Innermost(int at) => _around[at].FirstOrDefault();

    /// <summary>The innermost one that isn't a try.</summary>
    public Region? InnermostHandler(int at) => _around[at].FirstOrDefault(region => region.Part != RegionPart.Try);

    /// <summary>Two of them overlap, or one doesn't stand where its kind must.</summary>
    public IEnumerable<string> Misplaced()
    {
        foreach (Region region in All)
        {
            if (region.Start >= region.End) yield return $"a region from {region.Start} to {region.End}";
            foreach (Region other in All)
                if (region.Start < other.Start && other.Start < region.End && region.End < other.End)
                    yield return $"regions {region.Start} to {region.End} and {other.Start} to {other.End} overlap";
        }

        // The runtime takes the first clause that fits, so that inner ones must be listed first.
        for (int i = 0; i < All.Count; i++)
        {
            foreach (Region inner in All.Skip(i + 1).Where(other => other.Part == RegionPart.Try))
                if (All[i].Surrounds(inner))
                    yield return $"the try at {inner.Start} is listed behind the one around it";
        }
    }

    /// <summary>Why control can't go from one place to another; null if it can.</summary>
    public string? Refuses(int from, int to, bool leaves)
    {
        List<Region> here = _around[from], there = _around[to];
        foreach (Region left in here.Except(there))
        {
            if (!leaves) return $"goes out of the {left.Part} at {left.Start}";
            if (!left.MayLeave) return $"leaves the {left.Handler.HandlerType} {left.Part} at {left.Start}";
        }

        foreach (Region entered in there.Except(here))
        {
            if (entered.Part != RegionPart.Try) return $"goes into the {entered.Part} at {entered.Start}";
            if (entered.Start != to) return $"goes into the middle of the try at {entered.Start}";
        }

        return null;
    }

    /// <summary>A try begins here that doesn't contain <paramref name="from"/>.</summary>
    public bool Enters(int from, int to) => _around[to].Except(_around[from]).Any();
}
