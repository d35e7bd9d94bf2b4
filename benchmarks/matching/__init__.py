"""Who suits whom: our solver beside others, plainer ways and their bounds."""
