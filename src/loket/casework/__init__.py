"""Cases: events, snapshots, numbers, clocks and the lists made of them. The engine runs behind one door."""
