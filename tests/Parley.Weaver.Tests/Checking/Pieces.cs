#pragma warning disable CA1012, CA1051, CA1805, CA1822 // They are here to be named: fields and methods of each kind.

namespace Parley.Weaver.Tests.Checking;

/// <summary>What the broken methods use.</summary>
public abstract class Pieces
{
    public static readonly int Fixed = 1;

    public static int Shared;

    public int Field;

    public string Text = "";

    private readonly int _hidden = 2;

    public Pieces()
    {
    }

    public abstract void Abstract();

    public int Instance(int value) => value + _hidden;

    public static int Static(int value) => value;

    public static T Echo<T>(T value) => value;

    public static void Generic<T>()
    {
    }

    public static T Struct<T>(T value)
        where T : struct => value;

    public static T Comparable<T>(T value)
        where T : IComparable<T> => value;
}

/// <summary>A struct of them.</summary>
public struct Piece : IDisposable
{
    public int Field;

    public readonly void Dispose()
    {
    }
}

/// <summary>A generic one.</summary>
/// <typeparam name="T">Any type.</typeparam>
public class Pieces<T>
{
    public T? Field;
}
