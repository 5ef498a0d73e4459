"""The history of one project: ``naming`` finds it, ``history`` follows it, two modules show it."""
