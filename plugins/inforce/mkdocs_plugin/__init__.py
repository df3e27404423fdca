"""The adapter to MkDocs: the only place that knows it."""
