"""The heart of Loket: procedures, engine, clocks. Knows no database, no web and no clock of its own."""
