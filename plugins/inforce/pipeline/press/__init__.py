"""PDFs: which there are, how they are set, and which need not be set again."""
