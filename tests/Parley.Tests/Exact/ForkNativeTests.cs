using System.Diagnostics;

namespace Parley.Tests.Exact;

// Forks where no method bodies can be read. tests/Parley.Native/check runs the same program in NativeAOT.
public class ForkNativeTests
{
    [Fact, Message("CannotForkNative"), Message("CannotForkTrimmed")]
    public async Task Without_dynamic_code_a_body_with_closures_of_its_own_is_refused_and_others_are_forked()
    {
        const string Configuration = """
            { "runtimeOptions": {
                "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
                "configProperties": {
                  "System.Globalization.Invariant": true,
                  "System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported": false } } }
            """;
#if WOVEN
        const string Expected = "expected.woven.txt"; // a closure that a woven body has made knows whose it is
#else
        const string Expected = "expected.txt";
#endif
        string folder = AppContext.BaseDirectory;
        string configuration = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.runtimeconfig.json");
        await File.WriteAllTextAsync(configuration, Configuration);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                ["exec", "--runtimeconfig", configuration, Path.Combine(folder, "Parley.Native.dll")])
            {
                RedirectStandardOutput = true,
            })!;
            string printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, Expected)), printed);
        }
        finally
        {
            File.Delete(configuration);
        }
    }
}
