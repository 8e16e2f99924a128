"""Electronic signatures (TTE) on papers: who may sign with which key, how it is done, and how anyone checks it."""
