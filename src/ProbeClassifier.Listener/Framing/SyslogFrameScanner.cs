using System;

namespace ProbeClassifier.Listener.Framing;

/// <summary>
/// The bytes of a stream to messages, RFC 6587: octet counting and non-transparent framing (LF or NUL), told apart at each message.
/// Takes all bytes of every piece; where the pieces are cut does not matter. Messages are handed on where they lie, and copied
/// only when they straddle pieces. No bytes make it throw. Not thread-safe.
/// </summary>
internal sealed class SyslogFrameScanner
{
    private const int SearchStep = 256;

    private readonly IFrameSink _sink;
    private readonly int _limit;
    private readonly FrameCarry _carry;
    private FramingCounts _counts;
    private Stage _stage;
    private int _left;
    private int _searchAt;
    private bool _isDelivered;
    private bool _afterCounted;

    /// <summary>The least limit: any head and any header fits in.</summary>
    public const int MinFrameBytes = OctetCount.MaxHead + CountedHeader.MaxLength;

    public SyslogFrameScanner(IFrameSink sink)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sink.MaxFrameBytes, MinFrameBytes, nameof(sink));
        _sink = sink;
        _limit = sink.MaxFrameBytes;

        // One byte over the limit tells the sink that a message was; the header that ends a text at its limit must fit in behind.
        _carry = new FrameCarry(_limit + 1 + CountedHeader.MaxLength);
    }

    private enum Stage : byte
    {
        /// <summary>Between messages.</summary>
        Start = 0,

        /// <summary>In what may be an octet count; the bytes so far are carried.</summary>
        Head = 1,

        /// <summary>In a counted message of which <see cref="_left"/> bytes are to come.</summary>
        Counted = 2,

        /// <summary>In text that ends with LF or NUL.</summary>
        Text = 3,

        /// <summary>In text that ends with LF, NUL or the header of a counted message.</summary>
        Search = 4,
    }

    /// <summary>What it met with so far.</summary>
    public FramingCounts Counts => _counts;

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool IsInsideMessage => _stage != Stage.Start;

    /// <summary>Bytes that are held, for tests of the bound.</summary>
    public int Carried => _carry.Length;

    /// <summary>Takes the next bytes of the stream.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int used = _stage switch
            {
                Stage.Start => AtStart(bytes),
                Stage.Head => InHead(bytes),
                Stage.Counted => InCounted(bytes),
                Stage.Text => InText(bytes),
                _ => InSearch(bytes),
            };
            bytes = bytes[used..];
        }

        _carry.Trim();
    }

    /// <summary>
    /// The stream is over. Text without its end is a message where the peer closed in order; where it did not, and for a counted message
    /// in any case, a beginning is no message: it is counted as cut. What is over the limit is, since no more of it would be handed on.
    /// </summary>
    public void Finish(bool isOrderly)
    {
        bool isText = _stage is Stage.Head or Stage.Text or Stage.Search;
        if (IsInsideMessage && !_isDelivered)
        {
            if (isText && (isOrderly || _carry.Length > _limit))
                Deliver(_carry.Bytes);
            else
                _counts.Cut++;
        }

        End(afterCounted: false);
        _carry.Trim();
    }

    private int AtStart(ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        if (first is (byte)'\n' or (byte)'\r' or 0)
        {
            // The trailer of a counted message, a keep-alive, an empty line: no message.
            _afterCounted = false;
            int stray = bytes.IndexOfAnyExcept((byte)'\n', (byte)'\r', (byte)0);
            return stray < 0 ? bytes.Length : stray;
        }

        if (!OctetCount.MayBegin(first))
            return BeginText(bytes, isBad: _afterCounted && first != '<', searchFrom: 0);
        MessageHead head = OctetCount.Read(bytes, out int length, out int count);
        switch (head)
        {
            case MessageHead.Undecided:
                _stage = Stage.Head;
                return _carry.Append(bytes);
            case MessageHead.Count:
                _stage = Stage.Counted;
                _left = count;
                return length;
            default:
                return BeginOddText(bytes, head, length);
        }
    }

    /// <summary>A head that came in pieces: one byte more until it is decided, and then it is read as if it had come whole.</summary>
    private int InHead(ReadOnlySpan<byte> bytes)
    {
        _carry.Append(bytes[..1]);
        if (OctetCount.Read(_carry.Bytes, out int _, out int _) == MessageHead.Undecided)
            return 1;
        Span<byte> head = stackalloc byte[OctetCount.MaxHead];
        head = head[.._carry.Length];
        _carry.Bytes.CopyTo(head);
        _carry.Clear();
        _stage = Stage.Start;
        Feed(head);
        return 1;
    }

    private int BeginOddText(ReadOnlySpan<byte> bytes, MessageHead head, int length)
    {
        bool isBad = head == MessageHead.BadCount;
        if (isBad)
            _counts.BadOctetCounts++;
        return BeginText(bytes, isBad || _afterCounted, isBad ? length : 0);
    }

    /// <summary>Text: with a search for the next header where the stream is out of step.</summary>
    private int BeginText(ReadOnlySpan<byte> bytes, bool isBad, int searchFrom)
    {
        if (isBad)
        {
            if (_afterCounted)
                _counts.Resynchronised++;
            _stage = Stage.Search;
            _searchAt = searchFrom;
            return 0;
        }

        int run = LineRun.Measure(bytes, out int messages);
        if (run == 0)
        {
            _stage = Stage.Text;
            return 0;
        }

        _counts.Messages += messages;
        _sink.TakeLines(bytes[..run]);
        _afterCounted = false;
        return run;
    }

    private int InCounted(ReadOnlySpan<byte> bytes)
    {
        int here = Math.Min(_left, bytes.Length);
        _left -= here;
        if (_left == 0 && _carry.Length == 0 && !_isDelivered)
        {
            Deliver(FrameEnd.Trim(bytes[..here]));
        }
        else if (!_isDelivered)
        {
            int kept = _carry.Append(bytes[..here]);
            bool isOver = kept < here || (_left > 0 && _carry.Length > _limit);
            if (isOver || _left == 0)
                Deliver(isOver ? _carry.Bytes : FrameEnd.Trim(_carry.Bytes));
            if (isOver)
                PassOver();
        }

        if (_left == 0)
            End(afterCounted: true);
        return here;
    }

    private int InText(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAny((byte)'\n', (byte)0);
        if (end < 0)
        {
            Carry(bytes);
            return bytes.Length;
        }

        if (!_isDelivered)
            DeliverText(bytes[..end]);
        End(afterCounted: false);
        return end + 1;
    }

    private void DeliverText(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length > 0)
        {
            _carry.Append(rest);
            rest = _carry.Bytes;
        }

        Deliver(rest);
    }

    private int InSearch(ReadOnlySpan<byte> bytes)
    {
        // Not all at once: of many short texts in one piece each would copy all the rest.
        int before = _carry.Length;
        int taken = _carry.Append(bytes[..Math.Min(bytes.Length, Math.Max(SearchStep, before))]);
        if (CountedHeader.TryFind(_carry.Bytes, _searchAt, out _searchAt))
            return EndSearch(bytes, before);
        if (_carry.IsFull)
        {
            if (!_isDelivered)
                Deliver(_carry.Bytes);
            _isDelivered = true;

            // One byte before the place, which tells whether a digit there is a number's first.
            _carry.KeepLast(_carry.Length - _searchAt + 1);
            _searchAt = 1;
        }

        return taken;
    }

    /// <summary>The text ends at the place found; what is carried from there on is read again, as the start of a message.</summary>
    private int EndSearch(ReadOnlySpan<byte> bytes, int before)
    {
        int at = _searchAt;
        if (!_isDelivered)
            Deliver(_carry.Bytes[..at]);
        int again = Math.Max(0, before - at);
        Span<byte> header = stackalloc byte[CountedHeader.MaxLength];
        header = header[..again];
        _carry.Bytes.Slice(before - again, again).CopyTo(header);
        End(afterCounted: false);
        if (again > 0)
        {
            Feed(header);
            return 0;
        }

        return at - before;
    }

    /// <summary>Keeps what came of a text; over the limit it is handed on, and the rest of it passed over.</summary>
    private void Carry(ReadOnlySpan<byte> bytes)
    {
        if (_isDelivered)
            return;
        _carry.Append(bytes);
        if (_carry.Length <= _limit)
            return;
        Deliver(_carry.Bytes);
        PassOver();
    }

    private void PassOver()
    {
        _carry.Clear();
        _isDelivered = true;
    }

    private void Deliver(ReadOnlySpan<byte> frame)
    {
        _counts.Messages++;
        _sink.TakeFrame(frame);
    }

    private void End(bool afterCounted)
    {
        _carry.Clear();
        _stage = Stage.Start;
        _isDelivered = false;
        _afterCounted = afterCounted;
    }
}
