namespace Parley.Bodies;

// A face that writes what is done to it.
internal sealed partial class FaceBox<TYield, TSend, TInner, TInnerSend>
{
    private string? _text;

    private string EndText()
    {
        Generator<TInner> core = source.Core;
        return _hadEnded || !core.HasReturned ? "closed"
            : core.HasResultType ? "return " + TraceLine.Text(core.BoxedResult)
            : "return";
    }

    // The last thing that a call does: if it throws, the face is where the call has left it.
    private void Trace(string outcome)
    {
        if (write is null || _text is not { } call) return;
        try
        {
            write(TraceLine.Of(call, outcome));
        }
        catch (Exception)
        {
            Face.Rest(!_hasStarted);
            throw;
        }
    }
}
