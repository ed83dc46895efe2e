using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Live;

namespace ProbeClassifier.Hosting;

/// <summary>Takes the reports of a host, time after time.</summary>
public interface IProbeReportSink
{
    /// <summary>
    /// Takes a report. One call at a time for a sink. An open window is reported again with more in it; a closed one has come for the
    /// last time. If this throws, it is logged, and a closed window is given again next time.
    /// </summary>
    /// <param name="report">The window and its figures.</param>
    /// <param name="cancellationToken">The host cannot wait any longer.</param>
    ValueTask WriteAsync(WindowReport report, CancellationToken cancellationToken);
}
