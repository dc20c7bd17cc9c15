namespace System.Collections.Generic
{
    internal sealed class ReferenceEqualityComparer : IEqualityComparer<object?>
    {
        public static ReferenceEqualityComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => x == y;

        public int GetHashCode(object? value) => Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value!);
    }
}

namespace System.Threading.Tasks
{
    internal sealed class TaskCompletionSource(TaskCreationOptions options = TaskCreationOptions.None)
    {
        private readonly TaskCompletionSource<bool> _source = new(options);

        public Task Task => _source.Task;

        public void SetResult() => _source.SetResult(true);

        public void SetCanceled(CancellationToken token) => _source.TrySetCanceled(token);
    }
}

namespace Parley.Tests
{
    /// <summary>Members that the tests use and that newer frameworks have.</summary>
    internal static class Members
    {
        public static IEnumerable<T> Reverse<T>(this T[] values) => Enumerable.Reverse(values);

        public static IEnumerable<T[]> Chunk<T>(this IEnumerable<T> values, int size) =>
            values.Select((value, i) => (value, i)).GroupBy(pair => pair.i / size, pair => pair.value)
                .Select(chunk => chunk.ToArray());

        public static IEnumerable<(T1 First, T2 Second)> Zip<T1, T2>(
            this IEnumerable<T1> first, IEnumerable<T2> second) =>
            first.Zip(second, (one, two) => (one, two));

        public static IEnumerable<T> Order<T>(this IEnumerable<T> values) => values.OrderBy(value => value);

        public static T? MinBy<T, TKey>(this IEnumerable<T> values, Func<T, TKey> key) =>
            values.OrderBy(key).FirstOrDefault();

        public static async Task WaitAsync(this Task task, TimeSpan timeout, CancellationToken token)
        {
            if (await Task.WhenAny(task, Task.Delay(timeout, token)) != task) throw new TimeoutException();
            await task;
        }

        public static CancellationTokenRegistration UnsafeRegister(
            this CancellationToken token, Action<object?> callback, object? state) => token.Register(callback, state);

        extension(ValueTask)
        {
            public static ValueTask CompletedTask => default;

            public static ValueTask<T> FromException<T>(Exception exception) => new(Task.FromException<T>(exception));
        }

        extension(CancellationTokenSource source)
        {
            // Program.cs leaves out what needs it.
            public bool TryReset() => throw new NotSupportedException();
        }
    }
}
