"""Publication of a built output where readers find it: incremental, repeatable, reversible."""
