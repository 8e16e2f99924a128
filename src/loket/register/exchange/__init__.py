"""The register in files: one row for each resident, the rows of a KK one after another, head first."""
