"""Layouts the committed samples are drawn with; rules may be written against them."""
