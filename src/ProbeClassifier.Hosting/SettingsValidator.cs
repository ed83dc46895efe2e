using System;
using System.Linq;
using Microsoft.Extensions.Options;

namespace ProbeClassifier.Hosting;

/// <summary>All that is wrong with the settings, found before anything is started.</summary>
internal sealed class SettingsValidator(HostPlan plan, TimeProvider time) : IValidateOptions<ProbeClassifierSettings>
{
    public ValidateOptionsResult Validate(string? name, ProbeClassifierSettings options)
    {
        var reading = new SettingsReading(options, plan.Rules, time);
        reading.Collector();
        if (plan.Listens)
            reading.Listener();
        return reading.Errors.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(reading.Errors.Select(e => $"{ProbeClassifierSettings.SectionName}:{e}"));
    }
}
