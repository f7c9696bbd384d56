"""The invented year: a pure generator from a seed and a day to parties, officers, reports and what is planted."""
