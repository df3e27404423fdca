"""The index of the website's search."""
