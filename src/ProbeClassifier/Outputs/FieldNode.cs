using System;
using System.Collections.Generic;
using System.Text;

namespace ProbeClassifier.Outputs;

/// <summary>A choice of dotted names as a tree, one part of a name a node.</summary>
internal sealed class FieldNode
{
    private readonly byte[] _name;
    private readonly List<FieldNode> _children = [];

    private FieldNode(string name) => _name = Encoding.UTF8.GetBytes(name);

    /// <summary>Whether all below is chosen.</summary>
    public bool IsWhole { get; private set; }

    public static FieldNode Root(IReadOnlyList<string> fields)
    {
        var root = new FieldNode(string.Empty);
        foreach (string field in fields)
            root.Add(field.Split('.'));
        return root;
    }

    public FieldNode? Find(ReadOnlySpan<byte> name)
    {
        foreach (FieldNode child in _children)
        {
            if (name.SequenceEqual(child._name))
                return child;
        }

        return null;
    }

    private void Add(ReadOnlySpan<string> parts)
    {
        FieldNode node = this;
        foreach (string part in parts)
        {
            FieldNode? child = node.Find(Encoding.UTF8.GetBytes(part));
            if (child is null)
                node._children.Add(child = new FieldNode(part));
            node = child;
        }

        node.IsWhole = true;
    }
}
