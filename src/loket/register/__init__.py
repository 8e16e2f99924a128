"""The population register of an office: residents and families with their history, changed by life events alone."""
