"""The node's own signing key, made once and kept in its home."""

from functools import cache

from kerege.foundation import node
from kerege.kernel.sealing import NodeKey


@cache
def node_key() -> NodeKey:
    """The Ed25519 key with which this node signs versions and leaves."""
    return NodeKey.generate(node.secret("node-key", 32))
