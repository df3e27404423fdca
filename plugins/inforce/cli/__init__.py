"""The command line: clock, arguments and environment come in here, exit codes go out."""
