"""The verifier that is given away: one file that runs without Loket."""
