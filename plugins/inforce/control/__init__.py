"""The only code that writes the record: registers, snapshots and the files kept with them."""
