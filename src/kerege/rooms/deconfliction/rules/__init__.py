"""Pure decisions of deconfliction: what an event is, its limits, the course of a crossing, who is told."""
