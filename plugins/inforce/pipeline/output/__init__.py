"""An output on its way to the disk: staged, held against its manifest, swapped in."""
