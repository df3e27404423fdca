"""The pages of the website, each kind in a module of its own."""
