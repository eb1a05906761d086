"""One kit of tests for each socket; all that plugs into it, plug-ins too, passes the same kit."""
