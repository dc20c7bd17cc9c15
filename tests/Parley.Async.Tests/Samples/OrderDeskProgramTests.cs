using System.Diagnostics;

namespace Parley.Tests.Samples;

/// <summary>The program of samples/OrderDesk, run as a process.</summary>
public class OrderDeskProgramTests
{
    private const string Goodbye = "Goodbye. Nothing was ordered.\n";

    [Fact]
    public async Task Script_on_the_standard_input_prints_the_whole_conversation()
    {
        using var program = Start();
        await program.StandardInput.WriteAsync("mug\npink\nblue\nyes\nmug\nred\nno\nAda\n12 Mill Lane\n1234 Anytown\n");
        Assert.Equal(
            """
            What would you like? (mug, bowl, plate)
            > mug
            Which colour? (red, white, blue)
            > pink
            "pink" isn't one of them. Which colour? (red, white, blue)
            > blue
            Sorry, we are out of blue mugs. Anything else? (yes, no)
            > yes
            What would you like? (mug, bowl, plate)
            > mug
            Which colour? (red, white, blue)
            > red
            One red mug. Anything else? (yes, no)
            > no
            Who is it for?
            > Ada
            Which street and number?
            > 12 Mill Lane
            Which postcode and town?
            > 1234 Anytown
            Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.

            """,
            await End(program, exitCode: 0));
    }

    [Theory, InlineData(""), InlineData("mug\nred\n")]
    public async Task End_of_the_input_closes_politely(string input)
    {
        using var program = Start();
        await program.StandardInput.WriteAsync(input);
        Assert.EndsWith(Goodbye, await End(program, exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_that_is_not_answered_in_time_is_asked_again()
    {
        using var program = Start("--timeout", "0.05");
        string? line;
        do line = await program.StandardOutput.ReadLineAsync();
        while (line is not ("Are you still there? What would you like? (mug, bowl, plate)" or null));
        Assert.NotNull(line);
        Assert.EndsWith(Goodbye, await End(program, exitCode: 1), StringComparison.Ordinal);
    }

    [Theory, InlineData("--timeout"), InlineData("--timeout", "soon"), InlineData("--timeout", "0"), InlineData("mug")]
    public async Task Wrong_command_line_is_told_on_the_error_output(params string[] arguments)
    {
        using var program = Start(arguments);
        Assert.StartsWith("Usage: OrderDesk", await program.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(await End(program, exitCode: 2));
    }

    private static Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "OrderDesk.dll");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(host, [program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    // Ends its input, and says what else it prints.
    private static async Task<string> End(Process program, int exitCode)
    {
        program.StandardInput.Close();
        string printed = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(exitCode, program.ExitCode);
        return printed;
    }
}
