"""Trains the hearer; nothing here runs in the server, which only reads ``hearer/model``."""
