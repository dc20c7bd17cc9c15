using Parley;

public static class Numbers
{
    public static Generator<int> UpTo(int end) => new Generator<int>(async yield =>
    {
        for (int i = 0; i < end; i++)
        {
            yield(i);
        }
    });
}
