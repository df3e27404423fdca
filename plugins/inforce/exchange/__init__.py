"""Exchange with other systems: import by a mapping."""
