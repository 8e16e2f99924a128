"""The papers a service ends in: a frozen record each, the page it is set on, and which one an output asks for."""
