"""The picture of a procedure: lanes, symbols and arrows as plain numbers; knows no Django and no database."""
