using Xunit;

namespace ParleyGenerator._1.Tests;

public class RunningAverageTests
{
    [Fact]
    public void Each_sample_gives_the_average_so_far()
    {
        using var average = RunningAverage.Create();
        Assert.Equal(0, average.Next());
        Assert.Equal(10, average.Send(10));
        Assert.Equal(20, average.Send(30));
    }

    [Fact]
    public void NaN_ends_it_with_the_number_of_samples()
    {
        using var average = RunningAverage.Create();
        average.Next();
        average.Send(10);
        Assert.False(average.TrySend(double.NaN));
        Assert.Equal(1, average.Result);
    }
}
