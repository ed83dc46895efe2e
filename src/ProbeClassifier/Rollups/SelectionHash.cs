using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The order in which a full rollup keeps sources: SipHash-2-4 of the address under <see cref="ProbeRollupOptions.SelectionKey"/>.
/// Who does not know the key cannot choose addresses that stay or go.
/// </summary>
internal static class SelectionHash
{
    public static ulong Of(ProbeAddress address, ulong key) => SipHash.Of(key, key, address.High, address.Low);
}
