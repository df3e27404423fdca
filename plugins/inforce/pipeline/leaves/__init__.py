"""What single products and families add to an output, and who makes it."""
