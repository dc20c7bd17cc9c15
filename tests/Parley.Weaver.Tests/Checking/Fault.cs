namespace Parley.Weaver.Tests.Checking;

/// <summary>What the checker looks at. Each has a test with a method that breaks it.</summary>
internal enum Rule
{
    /// <summary>No more is taken from the stack than is there, and nothing is left at a return.</summary>
    Depth,

    /// <summary>Ways meet with the same values on the stack.</summary>
    Meeting,

    /// <summary>The stack is empty where a try is entered.</summary>
    EmptyStack,

    /// <summary>An instruction gets the kinds of values that it works on.</summary>
    Operands,

    /// <summary>A call gets values of its parameters' types, and a variable, a field and a return those of
    /// theirs.</summary>
    Assignment,

    /// <summary>A member is used on an object that has it.</summary>
    Owner,

    /// <summary>A call fits the method: static, virtual, abstract or a constructor.</summary>
    Call,

    /// <summary>A delegate is made of a method that fits it.</summary>
    Delegate,

    /// <summary>Regions nest, and are listed from the inside out.</summary>
    Regions,

    /// <summary>Control goes in and out of a region only where it may.</summary>
    Transfer,

    /// <summary>A return is outside of all regions.</summary>
    Return,

    /// <summary>What ends a finally or a filter, and what rethrows, is where it belongs.</summary>
    HandlerEnd,

    /// <summary>No way leads beyond the last instruction.</summary>
    End,

    /// <summary>Variables and parameters are the method's own.</summary>
    Variables,

    /// <summary>Variables begin as their defaults.</summary>
    Initialized,

    /// <summary>A readonly field is assigned in a constructor.</summary>
    ReadOnly,

    /// <summary>What is named exists.</summary>
    Found,

    /// <summary>What is named can be seen where it is named.</summary>
    Access,

    /// <summary>A signature takes structs for structs, and classes for classes.</summary>
    Structs,

    /// <summary>A type parameter is one of the method or of its type.</summary>
    TypeParameters,

    /// <summary>What is generic is given as many type arguments as it takes.</summary>
    TypeArguments,

    /// <summary>Type arguments are allowed by the constraints.</summary>
    Constraints,
}

/// <summary>A rule that a method breaks.</summary>
internal sealed record Fault(Rule Rule, string Where, string What)
{
    public override string ToString() => $"{Rule}: {Where}: {What}";
}
