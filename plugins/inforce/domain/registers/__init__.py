"""The registers of items, and the digests and seals that make them proof."""
