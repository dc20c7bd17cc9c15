namespace Parley.Bodies;

// A face that writes what is done to it.
internal sealed partial class FaceBox<TYield, TSend, TInner, TInnerSend>
{
    private string? _text;

    private string EndText()
    {
        Generator<TInner> core = source.Core;
        return _isLate || !core.HasReturned ? "closed"
            : core.HasResultType ? "return " + TraceLine.Text(core.BoxedResult)
            : "return";
    }

    // The last thing that a call does: if it fails, the face is where the call has left it. Returns the failure.
    private Exception? Trace(string outcome)
    {
        if (write is null || _text is not { } call) return null;
        try
        {
            write(TraceLine.Of(call, outcome));
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
