Imports Library
Imports Parley

' Bodies are written in C#; Visual Basic drives them.
Module Program
    Sub Main()
        Dim average = Averages.Running()
        Console.WriteLine($"{average.Next()} {average.Send(10)} {average.Send(30)} {average.TrySend(Double.NaN)} {average.Result}")
        For Each value In Averages.Deep(1)
            Console.Write($"{value} ")
        Next
        Console.WriteLine()
        Try
            average.Next()
        Catch e As StopIterationException
            Console.WriteLine(e.GetType().Name)
        End Try
        UseSums().Wait()
    End Sub

    Private Async Function UseSums() As Task
        Dim sums = Averages.Sums()
        Console.WriteLine($"{Await sums.NextAsync()} {Await sums.SendAsync(5)}")
        Await sums.CloseAsync()
    End Function
End Module
