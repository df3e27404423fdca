"""What the search of the website knows."""
