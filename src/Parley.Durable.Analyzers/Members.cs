using System.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers;

/// <summary>Types with those of their members that a rule is about; all of them where none is named.</summary>
internal sealed class Members : IEnumerable
{
    private readonly Dictionary<string, (string Namespace, HashSet<string> Names)> _types = [];

    public void Add(string type) => Add(type, Array.Empty<string>());

    public void Add(string type, params string[] names)
    {
        int dot = type.LastIndexOf('.');
        _types.Add(type.Substring(dot + 1), (type.Substring(0, dot), [.. names]));
    }

    /// <summary>Returns the member of these that an operation uses, if it does.</summary>
    public ISymbol? Used(IOperation? operation)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation it => it.TargetMethod,
            IPropertyReferenceOperation it => it.Property,
            IMethodReferenceOperation it => it.Method,
            IObjectCreationOperation it => it.Constructor,
            _ => null,
        };
        return member is not null && Has(member) ? member : null;
    }

    /// <summary>Returns the object of a member, as far back as the body has made it.</summary>
    public static IOperation? Origin(IOperation operation, IOperation body)
    {
        var origin = operation switch
        {
            IInvocationOperation it => it.Instance?.Bare(),
            IMemberReferenceOperation it => it.Instance?.Bare(),
            _ => null,
        };
        return origin is ILocalReferenceOperation local && Replay.Declares(body, local.Local)
            ? local.Local.Initializer(local.SemanticModel) : origin;
    }

    public IEnumerator GetEnumerator() => _types.Keys.GetEnumerator();

    private bool Has(ISymbol member)
    {
        // What a derived type overrides counts as well, such as the clock of a test.
        for (var type = member.ContainingType; type is not null; type = type.BaseType)
        {
            if (_types.TryGetValue(type.Name, out var found) &&
                (found.Names.Count == 0 || found.Names.Contains(member.Name)) &&
                type.ContainingNamespace.ToDisplayString() == found.Namespace) return true;
        }
        return false;
    }
}
