using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Parley.Tests.Surface;

// What an editor shows: Parley.xml, next to the assembly.
public class DocumentationTests
{
    private static readonly Dictionary<string, XElement> s_members =
        XDocument.Load(Path.ChangeExtension(typeof(Generator<>).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value);

    private static IEnumerable<ISymbol> Documented =>
        PublicSurface.Types.SelectMany(type => PublicSurface.Members(type).Where(IsWritten).Prepend(type));

    [Fact]
    public void Every_public_member_has_a_summary()
    {
        Assert.True(Documented.Count() > 50);
        Assert.All(Documented, symbol => Assert.NotEqual("", Summary(symbol.GetDocumentationCommentId()!)));
    }

    [Fact]
    public void Every_parameter_is_described_or_inherited() => Assert.All(Documented, symbol =>
    {
        XElement member = s_members[symbol.GetDocumentationCommentId()!];
        IEnumerable<string> names = Parameters(symbol).Select(parameter => parameter.Name);
        IEnumerable<string> described =
            from element in member.Elements()
            where element.Name == "param" || element.Name == "typeparam"
            select element.Attribute("name")!.Value;
        if (Inherited(member) is null) Assert.Empty(names.Except(described));
    });

    [Fact]
    public void Every_reference_leads_somewhere() => Assert.DoesNotContain(
        s_members.Values.Attributes().Concat(s_members.Values.Descendants().Attributes("cref")),
        attribute => attribute.Value.StartsWith("!:", StringComparison.Ordinal));

    // The compiler writes the members of a record, and documents none of them.
    private static bool IsWritten(ISymbol member) =>
        member.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "CompilerGeneratedAttribute");

    // Its own, or that of what it inherits from.
    private static string Summary(string id)
    {
        Assert.True(s_members.TryGetValue(id, out XElement? member), $"{id} isn't documented");
        return member.Element("summary") is { } summary ? summary.Value.Trim()
            : Inherited(member)?.Attribute("cref")?.Value is { } source ? Summary(source)
            : "";
    }

    private static XElement? Inherited(XElement member) =>
        member.Elements("inheritdoc").FirstOrDefault(element => element.Attribute("path") is null);

    private static IEnumerable<ISymbol> Parameters(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => [.. method.TypeParameters, .. method.Parameters],
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } type => [.. type.TypeParameters, .. invoke.Parameters],
        INamedTypeSymbol type => type.TypeParameters,
        _ => [],
    };
}
