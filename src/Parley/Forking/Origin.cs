namespace Parley.Forking;

/// <summary>Which closures of the types that a body makes a value may lead to.</summary>
[Flags]
internal enum Origin
{
    /// <summary>To none.</summary>
    None = 0,

    /// <summary>To those that the body itself has made.</summary>
    Own = 1,

    /// <summary>To those of another run of the body, or of another fork.</summary>
    Foreign = 2,

    /// <summary>To both.</summary>
    Either = Own | Foreign,

    /// <summary>Of a delegate: it calls code that hasn't been read, which may return anything.</summary>
    Opaque = 4,

    /// <summary>Of a delegate: it calls a lambda of the body.</summary>
    Lambda = 8,
}
