"""What a check is made of: rules, and what they look at."""
