"""Layouts kept for judging: no rule may be written against them."""
