"""What operators enter for an application, how it is checked, and when and how it changes the register."""
