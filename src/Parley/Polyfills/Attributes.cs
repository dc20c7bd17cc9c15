// What the compiler and the analyzers know by name, for the frameworks that lack it.
#pragma warning disable CA1019 // They are read from metadata, by nobody here.
#pragma warning disable CS9113
#pragma warning disable SA1402, SA1649

namespace System.Diagnostics
{
    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class StackTraceHiddenAttribute : Attribute;
}

namespace System.Diagnostics.CodeAnalysis
{
    [Flags]
    internal enum DynamicallyAccessedMemberTypes
    {
        PublicFields = 0x20,
        NonPublicFields = 0x40,
    }

    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class UnscopedRefAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class DynamicallyAccessedMembersAttribute(DynamicallyAccessedMemberTypes memberTypes) : Attribute;

    [AttributeUsage(AttributeTargets.All, Inherited = false, AllowMultiple = true)]
    internal sealed class DynamicDependencyAttribute(DynamicallyAccessedMemberTypes memberTypes, Type type) : Attribute
    {
        public DynamicDependencyAttribute(DynamicallyAccessedMemberTypes memberTypes, string typeName, string assembly)
            : this(memberTypes, typeof(object))
        {
        }
    }

    [AttributeUsage(AttributeTargets.Property, Inherited = false)]
    internal sealed class FeatureGuardAttribute(Type featureType) : Attribute;

    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class RequiresDynamicCodeAttribute(string message) : Attribute;

    [AttributeUsage(AttributeTargets.All, Inherited = false, AllowMultiple = true)]
    internal sealed class UnconditionalSuppressMessageAttribute(string category, string checkId) : Attribute
    {
        public string? Justification { get; set; }
    }
}

namespace System.Runtime.CompilerServices
{
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute;

    internal static class IsExternalInit;

    // The framework's own can't be on a method.
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class AsyncMethodBuilderAttribute(Type builderType) : Attribute
    {
        public Type BuilderType => builderType;
    }

    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
    {
        public int Priority => priority;
    }
}
