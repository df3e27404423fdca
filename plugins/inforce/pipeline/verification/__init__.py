"""What was published, held against its manifest and the registers."""
