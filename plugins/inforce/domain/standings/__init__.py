"""Where every item stands on a day, and what that asks of its owners."""
