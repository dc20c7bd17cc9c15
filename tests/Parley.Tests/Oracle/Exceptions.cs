namespace Parley.Tests.Oracle;

// The exceptions of programs. Each is numbered as it is made, so that the log tells instances apart.

public class Fault : Exception { public Fault() => Stage.Current.Number(this); }

public sealed class DeepFault : Fault;

public sealed class Mishap : Exception { public Mishap() => Stage.Current.Number(this); }

public sealed class Stop : StopIterationException
{
    public Stop(int value)
        : base(value) => Stage.Current.Number(this);
}

public sealed class Leave : GeneratorExitException { public Leave() => Stage.Current.Number(this); }
