"""What an audience may see of an item."""
