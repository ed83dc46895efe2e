using System;
using System.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProbeClassifier.Live;

namespace ProbeClassifier.Hosting;

/// <summary>Adds ProbeClassifier to a host.</summary>
public static class ProbeClassifierServices
{
    /// <summary>
    /// Adds a <see cref="ProbeCollector"/>, which any service may give streams to, and what the builder is told: listeners, report
    /// sinks. Settings come from the configuration's section <see cref="ProbeClassifierSettings.SectionName"/>. Also adds the health
    /// check <c>probeclassifier</c>, and the meters <c>ProbeClassifier</c> and <c>ProbeClassifier.Listener</c>. Once for a host.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="build">What to have; null for the collector alone.</param>
    /// <exception cref="InvalidOperationException">It was added before.</exception>
    public static IServiceCollection AddProbeClassifier(this IServiceCollection services, Action<ProbeClassifierBuilder>? build = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(HostPlan)))
            throw new InvalidOperationException("AddProbeClassifier was called before; call it once, with all that is to be had");
        var builder = new ProbeClassifierBuilder(services);
        services.AddOptions<ProbeClassifierSettings>().BindConfiguration(ProbeClassifierSettings.SectionName).ValidateOnStart();
        services.AddSingleton(builder.Plan);
        services.AddSingleton<IValidateOptions<ProbeClassifierSettings>, SettingsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CreateCollector);
        services.AddSingleton<ProbeService>();
        services.AddHostedService(s => s.GetRequiredService<ProbeService>());
        services.AddHealthChecks().AddCheck<ProbeHealthCheck>(ProbeHealthCheck.Name);
        build?.Invoke(builder);
        return services;
    }

    private static ProbeCollector CreateCollector(IServiceProvider services)
    {
        ProbeClassifierSettings settings = services.GetRequiredService<IOptions<ProbeClassifierSettings>>().Value;
        HostPlan plan = services.GetRequiredService<HostPlan>();
        var reading = new SettingsReading(settings, plan.Rules, services.GetRequiredService<TimeProvider>());
        ProbeCollectorOptions options = reading.Collector() with { Sink = services.GetService<IProbeEventSink>() };
        if (settings.Checkpoint is not { Length: > 0 } path)
            return new ProbeCollector(options);
        plan.Checkpoint = CollectorCheckpoint.Open(path, options);
        return plan.Checkpoint.Collector;
    }
}
