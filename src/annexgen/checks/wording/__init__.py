"""How Chinese text is written well: functions of a text that know no project and no finding."""
