// On Mono, this assembly is compiled as System.Threading.Tasks.Extensions: the types are in its core library.
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
[assembly: System.Reflection.AssemblyVersion("4.2.1.0")]
[assembly: TypeForwardedTo(typeof(ValueTask))]
[assembly: TypeForwardedTo(typeof(ValueTask<>))]
[assembly: TypeForwardedTo(typeof(AsyncMethodBuilderAttribute))]
[assembly: TypeForwardedTo(typeof(AsyncValueTaskMethodBuilder))]
[assembly: TypeForwardedTo(typeof(AsyncValueTaskMethodBuilder<>))]
[assembly: TypeForwardedTo(typeof(ConfiguredValueTaskAwaitable))]
[assembly: TypeForwardedTo(typeof(ConfiguredValueTaskAwaitable<>))]
[assembly: TypeForwardedTo(typeof(ValueTaskAwaiter))]
[assembly: TypeForwardedTo(typeof(ValueTaskAwaiter<>))]
[assembly: TypeForwardedTo(typeof(IValueTaskSource))]
[assembly: TypeForwardedTo(typeof(IValueTaskSource<>))]
[assembly: TypeForwardedTo(typeof(ValueTaskSourceOnCompletedFlags))]
[assembly: TypeForwardedTo(typeof(ValueTaskSourceStatus))]
