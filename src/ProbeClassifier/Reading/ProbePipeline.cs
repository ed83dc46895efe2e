using System;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Reading;

/// <summary>
/// Any <see cref="PipeReader"/> to a handler. Lines are parsed where they lie; only one that straddles two segments is copied.
/// Allocates nothing per line once warm. For one stream; not thread-safe.
/// </summary>
/// <typeparam name="THandler">What is called: a struct for direct calls, or a <see cref="Rollups.ProbeRollup"/>.</typeparam>
public sealed class ProbePipeline<THandler>
    where THandler : IProbeHandler
{
    private readonly ProbeParserOptions _options;
    private THandler _handler;
    private ProbeParserState _state;
    private byte[] _straddling = new byte[4096];
    private int _held;

    /// <summary>Makes one for a stream.</summary>
    /// <param name="handler">What to call; a struct is copied, and read back through <see cref="Handler"/>.</param>
    /// <param name="options">How to read; null for all defaults.</param>
    public ProbePipeline(THandler handler, ProbeParserOptions? options = null)
    {
        _handler = handler;
        _options = options ?? new ProbeParserOptions();
        ProbeParserOptions.Validate(_options);
    }

    /// <summary>The handler, with all that it was told.</summary>
    public THandler Handler => _handler;

    /// <summary>Reads until the writer completes. Everything that was read is consumed, also when cancelled.</summary>
    /// <param name="reader">The input; it is not completed here.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    /// <returns>The bytes read.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<long> ReadAsync(PipeReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        long bytes = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            bytes += result.Buffer.Length;
            foreach (ReadOnlyMemory<byte> segment in result.Buffer)
                Parse(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCanceled)
                throw new OperationCanceledException("the pending read was cancelled");
            if (!result.IsCompleted)
                continue;
            ProbeParser.Parse(_straddling.AsSpan(0, _held), _options, ref _state, ref _handler, isFinalBlock: true);
            _held = 0;
            return bytes;
        }
    }

    /// <summary>Parses a segment; what it leaves of a line is held until the next one brings its end.</summary>
    private void Parse(ReadOnlySpan<byte> segment)
    {
        if (_held > 0)
        {
            int lineFeed = segment.IndexOf((byte)'\n');
            int take = lineFeed < 0 ? segment.Length : lineFeed + 1;
            Hold(segment[..take]);
            segment = segment[take..];
            int done = ProbeParser.Parse(_straddling.AsSpan(0, _held), _options, ref _state, ref _handler, isFinalBlock: false);
            _held -= done;
            _straddling.AsSpan(done, _held).CopyTo(_straddling);
            if (lineFeed < 0)
                return;
        }

        int parsed = ProbeParser.Parse(segment, _options, ref _state, ref _handler, isFinalBlock: false);
        Hold(segment[parsed..]);
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        // Never more than a frame and a segment: the parser lets go of a line that is over the limit.
        if (_held + part.Length > _straddling.Length)
            Array.Resize(ref _straddling, Math.Max(_straddling.Length * 2, _held + part.Length));
        part.CopyTo(_straddling.AsSpan(_held));
        _held += part.Length;
    }
}
