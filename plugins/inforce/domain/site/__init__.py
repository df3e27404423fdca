"""All that is read of a site, its policy before all, as one value."""
