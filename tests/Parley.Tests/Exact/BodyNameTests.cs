using Parley.Tests.Docs;

namespace Parley.Tests.Exact;

/// <summary>The name of a body is that of the method or local function that a reader finds it in.</summary>
public class BodyNameTests
{
    private interface INamed<T>
    {
        Generator<int> Property { get; }
        Generator<int> Made();
        GeneratorBody Body(Yield<int> yield);
        Generator<int> Generic<TOther>();
    }

    [Fact]
    public void A_method_with_a_body_has_its_own_name()
    {
        Named("OneWay", new(OneWay));
        Named("OfAny", new(OfAny));
        Named("Body", new(new Holder<int>().Body));
    }

    [Fact]
    public void A_lambda_has_the_name_of_its_method()
    {
        const string Here = nameof(A_lambda_has_the_name_of_its_method);
        int captured = 1;
        Func<Func<Generator<int>>> nested = () => () => new(async yield => await yield(captured));
        Named(Here, new(async yield => await yield(1)));
        Named(Here, new(async yield => await yield(captured)));
        Named(Here, nested()());
        Named(Here, new(async delegate(Yield<int> yield) { await yield(1); }));
        Named(Here, new Generator<Generator<int>>(async yield => await yield(new(async y => await y(1)))).Next());
    }

    [Fact]
    public void A_local_function_with_a_body_has_its_own_name()
    {
        static async GeneratorBody Local(Yield<int> yield) => await yield(1);
        static async GeneratorBody Generic<T>(Yield<T> yield) => await yield();
        Named("Local", new(Local));
        Named("Generic", new(Generic));
    }

    [Fact]
    public async Task A_lambda_in_a_local_function_has_the_name_of_that()
    {
        int captured = 1;
        static Generator<int> Static() => new(async yield => await yield(1));
        Generator<int> Capturing() => new(async yield => await yield(captured));
        Generator<int> OfThis() => new(async yield => { await yield(1); GC.KeepAlive(this); });
        Generator<int> OfParameter(int value)
        {
            Generator<int> Inner() => new(async yield => await yield(value));
            static Generator<int> StaticInner() => new(async yield => await yield(2));
            Named("Inner", Inner());
            Named("StaticInner", StaticInner());
            return new(async yield => await yield(value + captured));
        }

        static Generator<T> Generic<T>(T value) => new(async yield => await yield(value));
        static Generator<T> GenericStatic<T>() => new(async yield => await yield());
        static Generator<int> InALambda() => ((Func<Generator<int>>)(() => new(async yield => await yield(1))))();
        static Generator<int> InABody() =>
            new Generator<Generator<int>>(async yield => await yield(new(async y => await y(1)))).Next();
        static IEnumerable<Generator<int>> Iterator(int value)
        {
            yield return new(async y => await y(value));
        }

        static async Task<Generator<int>> Async()
        {
            await Task.Yield();
            return new(async yield => await yield(1));
        }

        Func<Generator<int>> lambda = () =>
        {
            Generator<int> InLambda() => new(async yield => await yield(captured));
            return InLambda();
        };
        Named("Static", Static());
        Named("Capturing", Capturing());
        Named("OfThis", OfThis());
        Named("OfParameter", OfParameter(2));
        Named("Generic", Generic(1));
        Named("GenericStatic", GenericStatic<int>());
        Named("InALambda", InALambda());
        Named("InABody", InABody());
        Named("Iterator", Iterator(1).Single());
        Named("Async", await Async());
        Named("InLambda", lambda());
        Named("Other", new Holder<string>().InGeneric(3));
    }

    [Fact]
    public async Task A_lambda_in_an_async_method_or_an_iterator_has_the_name_of_that()
    {
        const string Here = nameof(A_lambda_in_an_async_method_or_an_iterator_has_the_name_of_that);
        await Task.Yield();
        Named(Here, new(async yield => await yield(1)));
        Named("Iterate", Iterate().Single());
    }

    [Fact]
    public void An_explicit_implementation_has_the_name_of_what_it_implements()
    {
        INamed<int> simple = new Holder<int>();
        INamed<Dictionary<string, int[]>> nested = new Holder<int>();
        Named("Made", simple.Made());
        Named("Made", nested.Made());
        Named("Body", new(simple.Body));
        Named("Body", new(nested.Body));
        Named("get_Property", simple.Property);
        Named("Local", nested.Property);
        Named("Generic", simple.Generic<string>());
    }

    [Fact]
    public void An_accessor_a_constructor_and_an_operator_have_the_names_that_NET_gives_them()
    {
        var holder = new Holder<int>();
        Named("get_Property", holder.Property);
        Named("get_Item", holder[1]);
        Named(".ctor", holder.Field);
        Named(".ctor", holder.Constructed);
        Named(".cctor", Holder<int>.StaticField);
        Named("op_UnaryNegation", -holder);
        Named("op_Implicit", holder);
    }

    [Fact]
    public void Top_level_statements_are_Main_and_their_local_functions_have_names() => Assert.Equal(
        5,
        DocumentedProgram.Run("""
            using Parley;

            static Generator<int> Count() => new(async yield => await yield(1));
            async GeneratorBody Body(Yield<int> yield) => await yield(1);

            Count().ToString();                                                 // Generator Count (Created)
            new Generator<int>(Body).ToString();                                // Generator Body (Created)
            new Generator<int>(async yield => await yield(1)).ToString();       // Generator Main (Created)
            await Task.Yield();
            Count().ToString();                                                 // Generator Count (Created)
            new AsyncGenerator<int>(async yield => await yield(1)).ToString();  // AsyncGenerator Main (Created)
            """));

    private static async GeneratorBody OneWay(Yield<int> yield) => await yield(1);
    private static async GeneratorBody OfAny<T>(Yield<T> yield) => await yield();

    private static IEnumerable<Generator<int>> Iterate()
    {
        yield return new(async y => await y(1));
    }

    private static void Named(string name, Generator<int> generator)
    {
        Assert.Equal($"Generator {name} (Created)", $"{generator}");
        generator.Close();
        Assert.Equal($"Generator {name} (Closed)", $"{generator}");
    }

    private sealed class Holder<T> : INamed<int>, INamed<Dictionary<string, int[]>>
    {
        public static readonly Generator<int> StaticField = new(async yield => await yield(1));
        public readonly Generator<int> Field = new(async yield => await yield(1));
        public readonly Generator<int> Constructed;

        public Holder() => Constructed = new(async yield => { await yield(1); GC.KeepAlive(this); });

        public Generator<int> Property => new(async yield => await yield(1));
        Generator<int> INamed<int>.Property => new(async yield => await yield(1));

        Generator<int> INamed<Dictionary<string, int[]>>.Property
        {
            get
            {
                Generator<int> Local() => new(async yield => await yield(1));
                return Local();
            }
        }

        public Generator<int> this[int index] => new(async yield => await yield(index));

        public static Generator<int> operator -(Holder<T> holder) =>
            new(async yield => { await yield(1); GC.KeepAlive(holder); });

        public static implicit operator Generator<int>(Holder<T> holder) => new(async yield => await yield(1));

        public async GeneratorBody Body(Yield<int> yield) => await yield(1);
        async GeneratorBody INamed<int>.Body(Yield<int> yield) => await yield(1);
        async GeneratorBody INamed<Dictionary<string, int[]>>.Body(Yield<int> yield) => await yield(1);
        Generator<int> INamed<int>.Made() => new(async yield => await yield(1));
        Generator<int> INamed<Dictionary<string, int[]>>.Made() => new(async yield => await yield(1));
        Generator<int> INamed<int>.Generic<TOther>() => new(async yield => await yield(typeof(TOther).Name.Length));
        Generator<int> INamed<Dictionary<string, int[]>>.Generic<TOther>() => throw new NotSupportedException();

        public Generator<int> InGeneric<TValue>(TValue value)
        {
            Generator<int> Other<TOther>(TOther other) => new(
                async yield => { await yield(1); GC.KeepAlive((value, other, typeof(T))); });
            return Other("");
        }
    }
}
