"""From bytes to frozen values and findings."""
