"""What inforce knows and decides, as pure values: nothing here reads, writes or asks the clock."""
