using System.Diagnostics;

namespace Parley.Tests.Samples;

/// <summary>The program of samples/OrderDesk, run as a process.</summary>
public class OrderDeskProgramTests
{
    [Fact]
    public async Task Script_on_the_standard_input_prints_the_whole_conversation()
    {
        using var program = Start();
        await program.StandardInput.WriteAsync("mug\npink\nblue\nyes\nmug\nred\nno\nAda\n12 Mill Lane\n1234 Anytown\n");
        program.StandardInput.Close();
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
            await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    [Theory, InlineData(""), InlineData("mug\nred\n")]
    public async Task End_of_the_input_closes_politely(string input)
    {
        using var program = Start();
        await program.StandardInput.WriteAsync(input);
        program.StandardInput.Close();
        string printed = await program.StandardOutput.ReadToEndAsync();
        Assert.EndsWith("Goodbye. Nothing was ordered.\n", printed, StringComparison.Ordinal);
        await program.WaitForExitAsync();
        Assert.Equal(1, program.ExitCode);
    }

    [Fact]
    public async Task Question_that_is_not_answered_in_time_is_asked_again()
    {
        using var program = Start("--timeout", "0.05");
        string? line;
        do
        {
            line = await program.StandardOutput.ReadLineAsync();
        }
        while (line is not ("Are you still there? What would you like? (mug, bowl, plate)" or null));

        Assert.NotNull(line);
        program.StandardInput.Close();
        string printed = await program.StandardOutput.ReadToEndAsync();
        Assert.EndsWith("Goodbye. Nothing was ordered.\n", printed, StringComparison.Ordinal);
        await program.WaitForExitAsync();
        Assert.Equal(1, program.ExitCode);
    }

    [Theory, InlineData("--timeout"), InlineData("--timeout", "soon"), InlineData("--timeout", "0"), InlineData("mug")]
    public async Task Wrong_command_line_is_told_on_the_error_output(params string[] arguments)
    {
        using var program = Start(arguments);
        Assert.StartsWith("Usage: OrderDesk", await program.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Equal(2, program.ExitCode);
    }

    private static Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "OrderDesk.dll");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
