"""Text that people write, and what it says of products."""
