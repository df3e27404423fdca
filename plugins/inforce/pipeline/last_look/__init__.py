"""The last look at an output before it goes live."""
