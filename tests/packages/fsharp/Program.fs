open Library
open Parley

// Bodies are written in C#; F# drives them.
let average = Averages.Running()
printfn "%g %g %g" (average.Next()) (average.Send 10.0) (average.Send 30.0)
printfn "%b %d" (average.TrySend nan) average.Result
printfn "%A" (List.ofSeq (Averages.Deep 1))

try
    average.Next() |> ignore
with :? StopIterationException as e ->
    printfn "%s" (e.GetType().Name)

task {
    use sums = Averages.Sums()
    let! first = sums.NextAsync()
    let! second = sums.SendAsync 5
    printfn "%d %d" first second
}
|> fun running -> running.Wait()
