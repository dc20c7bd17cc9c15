using Microsoft.Extensions.Options;
using Parley.Durable.Engine;

namespace Parley.Durable.Hosting;

internal sealed class DurableOptionsValidation(IEnumerable<Registration> registrations)
    : IValidateOptions<DurableOptions>
{
    public ValidateOptionsResult Validate(string? name, DurableOptions options)
    {
        List<string> faults = [];
        if (options.CreateStore is null)
            faults.Add("There is no store. Call UseSqlite, UsePostgreSql, UseStore or, in tests, UseInMemory.");
        if (options.MaxPayloadBytes < 1) faults.Add($"{nameof(options.MaxPayloadBytes)} has to be positive.");
        if (options.MaxEffectsPerSend < 1) faults.Add($"{nameof(options.MaxEffectsPerSend)} has to be positive.");
        if (options.LongJournal < 1) faults.Add($"{nameof(options.LongJournal)} has to be positive.");
        if (options.ScanBatch < 1) faults.Add($"{nameof(options.ScanBatch)} has to be positive.");
        if (options.IdleEviction < TimeSpan.Zero) faults.Add($"{nameof(options.IdleEviction)} must not be negative.");
        if (options.ScanInterval < TimeSpan.FromMilliseconds(1))
            faults.Add($"{nameof(options.ScanInterval)} has to be a millisecond at least.");
        if (options.EffectLease < TimeSpan.FromMilliseconds(30))
            faults.Add($"{nameof(options.EffectLease)} has to be 30 milliseconds at least.");
        if (options.Retention < TimeSpan.Zero) faults.Add($"{nameof(options.Retention)} must not be negative.");
        foreach (var (body, version) in options.StartVersions)
        {
            if (!registrations.Any(each => each.Name == body && each.Version == version))
                faults.Add(
                    $"StartWith names version {version} of {body}, which isn't registered with AddConversation.");
        }

        var twice = registrations.GroupBy(each => (each.Name, each.Version)).Where(group => group.Count() > 1);
        foreach (var group in twice)
            faults.Add($"Version {group.Key.Version} of {group.Key.Name} is registered twice.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
