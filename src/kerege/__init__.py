"""Kerege: the software of a regional information and coordination centre against illicit drug trafficking."""
