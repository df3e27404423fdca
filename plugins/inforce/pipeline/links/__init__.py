"""What the files of an output lead to, and whether it is there."""
