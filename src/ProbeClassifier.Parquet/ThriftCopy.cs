using System;
using System.Buffers;
using System.IO;

namespace ProbeClassifier.Parquet;

/// <summary>
/// Copies a structure of Thrift's compact protocol field by field, leaving some out. A field's header has how far its number is from the
/// last one's, so those behind an omitted one are written anew; values are copied as they are.
/// </summary>
internal ref struct ThriftCopy(ReadOnlySpan<byte> source, IBufferWriter<byte> output)
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly (int Read, int Written)[] _ids = new (int, int)[MaxDepth];
    private int _depth = -1;
    private int _at;
    private int _type;
    private int _id;

    private enum Kind
    {
        True = 1,
        False = 2,
        Byte = 3,
        Int16 = 4,
        Int32 = 5,
        Int64 = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Struct = 12,
    }

    /// <summary>A structure begins here.</summary>
    public void Begin() => _ids[++_depth] = default;

    /// <summary>Reads a field's header; null at the structure's end. The value is next: copied, gone into, or omitted.</summary>
    public int? NextField()
    {
        int header = _source[_at++];
        if (header == 0)
            return null;
        _type = header & 0xF;
        _id = header >> 4 is > 0 and int step ? _ids[_depth].Read + step : (int)ZigZag();
        _ids[_depth].Read = _id;
        return _id;
    }

    /// <summary>The end of the structure.</summary>
    public void End()
    {
        Write(0);
        _depth--;
    }

    /// <summary>Copies the field.</summary>
    public void Value()
    {
        Header();
        int start = _at;
        Skip(_type);
        output.Write(_source[start.._at]);
    }

    /// <summary>Copies a field that is a whole number.</summary>
    public long Number()
    {
        Header();
        int start = _at;
        long number = ZigZag();
        output.Write(_source[start.._at]);
        return number;
    }

    /// <summary>Leaves the field out.</summary>
    public void Omit() => Skip(_type);

    /// <summary>Goes into a field that is a list of structures.</summary>
    /// <returns>How many.</returns>
    public int List()
    {
        Header();
        int start = _at;
        (int kind, int count) = ListHeader();
        if (kind != (int)Kind.Struct)
            throw Unknown(kind);
        output.Write(_source[start.._at]);
        return count;
    }

    /// <summary>Goes into a field that is a structure: writes its header. <see cref="Begin"/> is next.</summary>
    public void Into() => Header();

    private void Header()
    {
        int step = _id - _ids[_depth].Written;
        if (step is > 0 and < 16)
        {
            Write((byte)((step << 4) | _type));
        }
        else
        {
            Write((byte)_type);
            for (uint id = (uint)(_id << 1) ^ (uint)(_id >> 31); ; id >>= 7)
            {
                Write((byte)(id < 0x80 ? id : id | 0x80));
                if (id < 0x80)
                    break;
            }
        }

        _ids[_depth].Written = _id;
    }

    private void Skip(int kind, bool isInList = false)
    {
        switch ((Kind)kind)
        {
            case Kind.True or Kind.False:
                _at += isInList ? 1 : 0;
                break;
            case Kind.Byte:
                _at++;
                break;
            case Kind.Int16 or Kind.Int32 or Kind.Int64:
                ZigZag();
                break;
            case Kind.Double:
                _at += sizeof(double);
                break;
            case Kind.Binary:
                int length = (int)VarInt();
                _at += length;
                break;
            case Kind.List or Kind.Set:
                (int element, int count) = ListHeader();
                for (int i = 0; i < count; i++)
                    Skip(element, isInList: true);
                break;
            case Kind.Struct:
                SkipStruct();
                break;
            default:
                throw Unknown(kind);
        }
    }

    private void SkipStruct()
    {
        while (_source[_at++] is not 0 and byte header)
        {
            if (header >> 4 == 0)
                ZigZag();
            Skip(header & 0xF);
        }
    }

    private (int Kind, int Count) ListHeader()
    {
        int header = _source[_at++];
        return (header & 0xF, header >> 4 is < 15 and int few ? few : (int)VarInt());
    }

    private long ZigZag()
    {
        ulong value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong VarInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = _source[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("a number in the end of a Parquet file has no end");
    }

    private readonly void Write(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static InvalidDataException Unknown(int kind) => new($"the end of a Parquet file has a value of kind {kind}, which this version of the library does not know");
}
