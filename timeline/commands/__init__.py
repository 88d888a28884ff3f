"""The commands, a module for each kind of work; all know :mod:`timeline.commands.shared`."""
