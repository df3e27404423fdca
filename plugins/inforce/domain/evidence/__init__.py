"""What an auditor is shown: figures with their sources, and the trail of every item."""
