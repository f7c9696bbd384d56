"""Pure decisions of requests: urgencies and clocks, the course of a thread, answers and grounds."""
