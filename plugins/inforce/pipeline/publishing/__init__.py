"""From what was read of a site to outputs that are live."""
