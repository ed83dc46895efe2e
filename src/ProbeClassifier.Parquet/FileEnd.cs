using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;

namespace ProbeClassifier.Parquet;

/// <summary>
/// The end of a Parquet file: the metadata (Thrift's compact protocol), its length, the magic number. Parquet.Net 6.1.0 orders texts by
/// UTF-16 where the format orders them by bytes, so that the bounds of a column with characters beyond U+FFFF may not hold some of its
/// texts, and a reader that trusts them finds less than there is. Bounds of texts are therefore left out.
/// </summary>
internal static class FileEnd
{
    private const int RowGroups = 4;
    private const int Columns = 1;
    private const int MetaData = 3;
    private const int PhysicalType = 1;
    private const int ByteArray = 6;
    private const int Statistics = 12;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public static byte[] WithoutTextBounds(ReadOnlySpan<byte> end)
    {
        int length = end.Length - sizeof(int) - Magic.Length;
        if (length < 0 || !end.EndsWith(Magic) || BinaryPrimitives.ReadInt32LittleEndian(end[length..]) != length)
            throw new InvalidDataException("the end of a Parquet file is not as this version of the library knows it");
        var output = new ArrayBufferWriter<byte>(end.Length);
        var copy = new ThriftCopy(end[..length], output);
        CopyFile(ref copy);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), output.WrittenCount);
        output.Advance(sizeof(int));
        output.Write(Magic);
        return output.WrittenSpan.ToArray();
    }

    private static void CopyFile(ref ThriftCopy copy)
    {
        copy.Begin();
        while (copy.NextField() is { } id)
        {
            if (id != RowGroups)
            {
                copy.Value();
                continue;
            }

            for (int left = copy.List(); left > 0; left--)
                CopyRowGroup(ref copy);
        }

        copy.End();
    }

    private static void CopyRowGroup(ref ThriftCopy copy)
    {
        copy.Begin();
        while (copy.NextField() is { } id)
        {
            if (id != Columns)
            {
                copy.Value();
                continue;
            }

            for (int left = copy.List(); left > 0; left--)
                CopyColumn(ref copy);
        }

        copy.End();
    }

    private static void CopyColumn(ref ThriftCopy copy)
    {
        copy.Begin();
        while (copy.NextField() is { } id)
        {
            if (id != MetaData)
            {
                copy.Value();
                continue;
            }

            copy.Into();
            CopyMetaData(ref copy);
        }

        copy.End();
    }

    private static void CopyMetaData(ref ThriftCopy copy)
    {
        bool isText = false;
        copy.Begin();
        while (copy.NextField() is { } id)
        {
            if (id == Statistics && isText)
                copy.Omit();
            else if (id == PhysicalType)
                isText = copy.Number() == ByteArray;
            else
                copy.Value();
        }

        copy.End();
    }
}
