using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Parley.Tests.Compile;

namespace Parley.Tests.Surface;

/// <summary>What Parley.dll shows to others, read from its metadata.</summary>
internal static class PublicSurface
{
    private static readonly SymbolDisplayFormat s_reference = SymbolDisplayFormat.MinimallyQualifiedFormat;
    private static readonly SymbolDisplayFormat s_declaration = new(
        s_reference.GlobalNamespaceStyle, s_reference.TypeQualificationStyle,
        (SymbolDisplayGenericsOptions)~0,
        (SymbolDisplayMemberOptions)~0 & ~SymbolDisplayMemberOptions.IncludeContainingType,
        SymbolDisplayDelegateStyle.NameAndSignature, SymbolDisplayExtensionMethodStyle.StaticMethod,
        (SymbolDisplayParameterOptions)~0, SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        s_reference.LocalOptions, SymbolDisplayKindOptions.IncludeTypeKeyword,
        s_reference.MiscellaneousOptions);

    /// <summary>Every type that is public, by namespace and name.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Types { get; } = [.. ReadTypes()];

    /// <summary>Its members, as they are declared, that code elsewhere can use.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) =>
        from member in type.GetMembers()
        where member.DeclaredAccessibility is
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        where member is { IsImplicitlyDeclared: false } and not IMethodSymbol { AssociatedSymbol: not null }
        where type.TypeKind is not TypeKind.Delegate
        orderby (member as IFieldSymbol)?.ConstantValue, member.Name, Write(member)
        select member;

    public static string Write()
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, INamedTypeSymbol> group in Types.GroupBy(type => $"{type.ContainingNamespace}"))
        {
            text.Append($"namespace {group.Key}\n");
            foreach (INamedTypeSymbol type in group)
            {
                text.Append($"\n    {Modifier(type)}{Write(type)}{Bases(type)}\n");
                foreach (ISymbol member in Members(type)) text.Append($"        {Write(member)}\n");
            }
            text.Append('\n');
        }
        return $"{text.ToString().TrimEnd()}\n";
    }

    private static string Write(ISymbol symbol) => symbol.ToDisplayString(s_declaration);

    private static string Modifier(INamedTypeSymbol type) => type switch
    {
        { IsStatic: true } => "static ",
        { TypeKind: TypeKind.Class, IsSealed: true } => "sealed ",
        { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
        _ => "",
    };

    private static string Bases(INamedTypeSymbol type)
    {
        IEnumerable<string> bases =
            from parent in type.Interfaces.Prepend(type.BaseType)
            where parent is { DeclaredAccessibility: Accessibility.Public, SpecialType: SpecialType.None }
            where type.TypeKind != TypeKind.Delegate
            select parent.ToDisplayString(s_reference);
        return bases.Any() ? $" : {string.Join(", ", bases)}" : "";
    }

    private static IEnumerable<INamedTypeSymbol> ReadTypes()
    {
        var parley = Compiler.References.Single(reference => Path.GetFileName(reference.Display) == "Parley.dll");
        var assembly = (IAssemblySymbol)CSharpCompilation.Create("Surface", references: Compiler.References)
            .GetAssemblyOrModuleSymbol(parley)!;
        return
            from type in Namespaces(assembly.GlobalNamespace).SelectMany(space => space.GetTypeMembers())
            where type.DeclaredAccessibility == Accessibility.Public
            orderby $"{type.ContainingNamespace}", type.Name, type.Arity
            select type;
    }

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(Namespaces).Prepend(space);
}
