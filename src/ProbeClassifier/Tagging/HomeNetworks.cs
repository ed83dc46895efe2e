using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>The networks that are one's own.</summary>
internal sealed class HomeNetworks(IEnumerable<IPNetwork> networks)
{
    /// <summary>None: then no condition on home holds, whether it asks for home or for the rest of the world.</summary>
    public static readonly HomeNetworks None = new([]);

    private readonly AddressBlock[] _blocks = [.. networks.Select(AddressBlock.From).Distinct().OrderBy(b => b.ToString(), StringComparer.Ordinal)];

    public bool IsEmpty => _blocks.Length == 0;

    public bool Contains(in ProbeAddress address)
    {
        foreach (AddressBlock block in _blocks)
        {
            if (block.Contains(address))
                return true;
        }

        return false;
    }

    /// <summary>Whether an address that is present is, or is not, at home.</summary>
    public bool Holds(PresentFields present, in ProbeAddress address, bool isHome) =>
        _blocks.Length > 0 && present != 0 && Contains(address) == isHome;

    /// <summary>In a form that never changes.</summary>
    public override string ToString() => string.Join<AddressBlock>(",", _blocks);
}
