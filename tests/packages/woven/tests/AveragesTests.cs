using Library;
using Xunit;

public class AveragesTests
{
    [Fact]
    public void The_average_of_two_is_between_them()
    {
        var average = Averages.Running();
        average.Next();
        average.Send(10);
        Assert.Equal(20, average.Send(30));
        Assert.False(average.TrySend(double.NaN));
        Assert.Equal(2, average.Result);
    }
}
