"""The links to other hosts: which are asked about, and what was answered."""
