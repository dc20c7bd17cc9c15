using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;

namespace Parley.Tests.Engine;

/// <summary>What synchronous types have, the asynchronous ones have: in that order, with those parameters.</summary>
public class SurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types that are made of a body, and the asynchronous ones.</summary>
    public static TheoryData<Type, Type> Generators { get; } = new()
    {
        { typeof(Generator<>), typeof(AsyncGenerator<>) },
        { typeof(Generator<,>), typeof(AsyncGenerator<,>) },
        { typeof(Generator<,,>), typeof(AsyncGenerator<,,>) },
    };

    [Theory, MemberData(nameof(Generators))]
    public void Each_member_has_its_asynchronous_one_in_the_same_order(Type sync, Type async)
    {
        // An answer to an asynchronous generator may be awaited, so it has no Run beside RunAsync.
        var expected = Methods(sync).Where(method => method.Name != "Run").Select(Asynchronous).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Methods(async).Where(method => method.Name != "ConfigureAwait").Select(Signature));
        Assert.Equal(Properties(sync), Properties(async));
    }

    [Theory, MemberData(nameof(Generators))]
    public void Each_is_made_of_a_body_and_the_asynchronous_one_also_of_one_with_a_token(Type sync, Type async)
    {
        string body = Assert.Single(Constructors(sync)).Replace("GeneratorBody", "AsyncGeneratorBody");
        string withToken = body.Replace("Func`2", "Func`3")
            .Replace(",Parley.AsyncGeneratorBody", ",CancellationToken,Parley.AsyncGeneratorBody");
        Assert.Equal([body, withToken], Constructors(async));
    }

    [Theory, InlineData(typeof(GeneratorBuilder), typeof(AsyncGeneratorBuilder))]
    [InlineData(typeof(GeneratorBuilder<>), typeof(AsyncGeneratorBuilder<>))]
    [InlineData(typeof(YieldFromAwaitable<>), typeof(AsyncYieldFromAwaitable<>))]
    [InlineData(typeof(YieldFromAwaitable<,,>), typeof(AsyncYieldFromAwaitable<,,>))]
    public void What_the_compiler_calls_has_the_same_members(Type sync, Type async)
    {
        var expected = Methods(sync).Select(Signature).Select(signature => signature
            .Replace("Parley.GeneratorBody", "Parley.AsyncGeneratorBody")
            .Replace("CompilerServices.Gen", "CompilerServices.AsyncGen")).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Methods(async).Select(method => Signature(method).Replace("AsyncYield", "Yield")));
    }

    [Fact]
    public void Each_From_has_its_asynchronous_one_in_the_same_order()
    {
        // Bodies inside bodies are in files of their own.
        var all = typeof(YieldExtensions).GetMethods(Declared).Where(method => method.Name == "From")
            .Select(Signature).OrderBy(signature => signature.Contains("Func")).ToList();

        // What only an asynchronous body can have: sources that are configured, a choice, and bodies with a token. What
        // only a synchronous one can have: a body that returns a value although it isn't sent any.
        var others = all.Where(signature =>
            signature.Contains("Configured") || signature.Contains("TSource") || signature.Contains("Token") ||
            signature.Contains("ValueTuple")).ToList();
        Assert.Equal(10, others.Count);
        var async = all.Except(others).Where(signature => signature.Contains("Async")).ToList();
        var sync = all.Except(others).Except(async).ToList();
        Assert.Equal(11, sync.Count);
        Assert.Equal(sync, async.Select(signature => signature.Replace("Async", "")));
    }

    [Fact]
    public void Each_Create_and_extension_has_its_asynchronous_one()
    {
        var sync = typeof(Generator).GetMethods(Declared).Select(Signature).Select(Async).ToList();
        var async = typeof(AsyncGenerator).GetMethods(Declared).Select(Signature).ToList();
        Assert.Equal(3, sync.Count);
        Assert.Equal(sync, async.Where(signature => !signature.Contains("Token")));
        Assert.Equal(sync, async.Where(signature => signature.Contains("Token")).Select(signature => signature
            .Replace("Func`3", "Func`2").Replace("System.Threading.CancellationToken,", "")));

        var all = typeof(GeneratorExtensions).GetMethods(Declared).Select(method => method.Name).ToList();
        string[] pairs = ["Collect", "Converse", "Prime"];
        Assert.All(pairs, name => Assert.Equal(
            all.Count(other => other == name), all.Count(other => other == name + "Async")));

        static string Async(string signature) => signature
            .Replace("Parley.Generator`", "Parley.AsyncGenerator`")
            .Replace("Parley.GeneratorBody", "Parley.AsyncGeneratorBody");
    }

    [Fact]
    public void Bodies_differ_in_their_builder_only()
    {
        Differ(typeof(GeneratorBody), typeof(AsyncGeneratorBody));
        Differ(typeof(GeneratorBody<>), typeof(AsyncGeneratorBody<>));

        static void Differ(Type sync, Type async)
        {
            Assert.Empty(Methods(sync));
            Assert.Empty(Methods(async));
            Assert.Equal("Async" + Builder(sync), Builder(async));
        }

        static string Builder(Type body) => body.GetCustomAttribute<AsyncMethodBuilderAttribute>()!.BuilderType.Name;
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(Declared).Where(method => !method.IsSpecialName).OrderBy(method => method.MetadataToken);

    private static IEnumerable<string> Properties(Type type) => type.GetProperties(Declared)
        .OrderBy(property => property.MetadataToken).Select(property => $"{property.PropertyType} {property.Name}");

    private static IEnumerable<string> Constructors(Type type) => type.GetConstructors()
        .OrderBy(c => c.MetadataToken).Select(c => Parameters(c).Replace("System.Threading.", ""));

    private static string Signature(MethodInfo method) => $"{method.ReturnType} {method.Name}{Parameters(method)}";

    // What the method of a synchronous type is as one of the asynchronous type.
    private static string Asynchronous(MethodInfo method) => method.Name switch
    {
        "GetEnumerator" =>
            "Parley.AsyncGenerator`1[TYield] GetAsyncEnumerator(System.Threading.CancellationToken cancellationToken)",
        "Fork" => Signature(method).Replace("Parley.Generator", "Parley.AsyncGenerator"),
        "TryGetResult" or "ToString" or "RunAsync" => Signature(method),
        _ when method.ReturnType == typeof(void) => $"{typeof(ValueTask)} {method.Name}Async{Parameters(method)}",
        _ => $"System.Threading.Tasks.ValueTask`1[{method.ReturnType}] {method.Name}Async{Parameters(method)}",
    };

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Select(p => $"{p.ParameterType} {p.Name}"))})";
}
