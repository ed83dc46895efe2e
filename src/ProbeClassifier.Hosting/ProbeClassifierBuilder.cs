using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Hosting;

/// <summary>What a host has of ProbeClassifier. For one thread, while services are registered.</summary>
public sealed class ProbeClassifierBuilder
{
    internal ProbeClassifierBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    internal HostPlan Plan { get; } = new();

    /// <summary>Tags by these rules, in place of those that the configuration names; its home networks hold for them too.</summary>
    /// <param name="rules">The rules.</param>
    public ProbeClassifierBuilder UseRules(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Plan.Rules = rules;
        return this;
    }

    /// <summary>Changes settings after the configuration was read.</summary>
    /// <param name="configure">The change.</param>
    public ProbeClassifierBuilder Configure(Action<ProbeClassifierSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>
    /// Listens for syslog messages where the configuration says (<see cref="ProbeClassifierSettings.Listener"/>) and this adds. The host
    /// starts when all endpoints are bound, and fails to start with what was wrong if one cannot be.
    /// </summary>
    /// <param name="configure">Adds endpoints or bounds; null for those of the configuration.</param>
    public ProbeClassifierBuilder AddSyslogListener(Action<ListenerSettings>? configure = null)
    {
        Plan.Listens = true;
        if (configure is not null)
            Services.Configure<ProbeClassifierSettings>(s => configure(s.Listener));
        return this;
    }

    /// <summary>
    /// Gives the reports to a sink, time after time and once more when the host stops, after all that has arrived was counted. Several
    /// sinks do not disturb each other.
    /// </summary>
    /// <typeparam name="TSink">The sink; one instance, made by the host's services.</typeparam>
    /// <param name="every">The time between two reports; at least a second.</param>
    public ProbeClassifierBuilder AddReportSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(TimeSpan every)
        where TSink : class, IProbeReportSink
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromSeconds(1));
        Services.AddSingleton<TSink>();
        Plan.ReportSinks.Add((services => services.GetRequiredService<TSink>(), every));
        return this;
    }

    /// <summary>Tells a sink of each event, on the threads that read; see <see cref="IProbeEventSink"/> for what it must bear in mind.</summary>
    /// <typeparam name="TSink">The sink; one instance, made by the host's services.</typeparam>
    public ProbeClassifierBuilder UseEventSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>()
        where TSink : class, IProbeEventSink
    {
        Services.AddSingleton<IProbeEventSink, TSink>();
        return this;
    }
}
