"""The check of a site as it lies on the disk, and the gate that it is for a build."""
