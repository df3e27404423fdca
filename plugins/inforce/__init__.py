"""Document-control static site generator for customer-facing product information."""


def __getattr__(name: str) -> str:
    """Answer `inforce.__version__` from the installed metadata, looked up only when asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("inforce")
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
