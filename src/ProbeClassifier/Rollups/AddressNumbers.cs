using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>Numbers for IPv6 addresses, consecutive from 0, so that cells of both families have keys of 32 bits.</summary>
internal sealed class AddressNumbers
{
    private const int ChunkBits = 12;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private readonly SeededHash _hash = SeededHash.Create();
    private ulong[] _slots = new ulong[64];
    private ProbeAddress[][] _chunks = [];

    public int Count { get; private set; }

    public ProbeAddress this[uint number] => _chunks[number >> ChunkBits][number & ChunkMask];

    /// <summary>The number of an address, or -1.</summary>
    public int Find(in ProbeAddress address)
    {
        ulong hash = _hash.Of(address.High, address.Low);
        ulong[] slots = _slots;
        for (int i = (int)hash; ; i++)
        {
            ulong slot = slots[i & (slots.Length - 1)];
            if (slot == 0)
                return -1;
            if ((uint)(slot >> 32) == (uint)(hash >> 32) && this[(uint)slot - 1] == address)
                return (int)(uint)slot - 1;
        }
    }

    /// <summary>Numbers an address that has none.</summary>
    public int Add(in ProbeAddress address)
    {
        if (Count >= _slots.Length / 8 * 5)
        {
            _slots = new ulong[_slots.Length * 2];
            for (int i = 0; i < Count; i++)
                Insert(i);
        }

        int number = Count++;
        if (number >> ChunkBits >= _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunks.Length + 1);
            _chunks[^1] = new ProbeAddress[1 << ChunkBits];
        }

        _chunks[number >> ChunkBits][number & ChunkMask] = address;
        Insert(number);
        return number;
    }

    /// <summary>Keeps some addresses and numbers them anew; returns each old number's new one, -1 for those that went.</summary>
    public int[] Keep(Func<ProbeAddress, bool> isKept)
    {
        int[] numbers = new int[Count];
        int kept = 0;
        for (int number = 0; number < numbers.Length; number++)
        {
            ProbeAddress address = this[(uint)number];
            numbers[number] = isKept(address) ? kept : -1;
            if (numbers[number] >= 0)
                _chunks[kept >> ChunkBits][kept++ & ChunkMask] = address;
        }

        Count = kept;
        Array.Clear(_slots);
        for (int number = 0; number < kept; number++)
            Insert(number);
        return numbers;
    }

    private void Insert(int number)
    {
        ProbeAddress address = this[(uint)number];
        ulong hash = _hash.Of(address.High, address.Low);
        ulong[] slots = _slots;
        int i = (int)hash;
        while (slots[i & (slots.Length - 1)] != 0)
            i++;
        slots[i & (slots.Length - 1)] = (hash >> 32 << 32) | (uint)(number + 1);
    }
}
