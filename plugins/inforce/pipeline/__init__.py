"""Where readers, domain and renderers meet: check, build, print."""
