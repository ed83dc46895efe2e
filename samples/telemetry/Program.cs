using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ProbeClassifier.Hosting;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddProbeClassifier(probes => probes.AddSyslogListener());
OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(CollectorMetrics.MeterName, ListenerMeter.Name).AddPrometheusExporter())
    .WithTracing(traces => traces.AddSource(ProbeActivities.SourceName));

// Metrics and traces to a collector, where OpenTelemetry's own variable says so: OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
    telemetry.UseOtlpExporter();
WebApplication app = builder.Build();
app.MapPrometheusScrapingEndpoint("/metrics");
await app.RunAsync();
