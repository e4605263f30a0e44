"""Drawn sample papers with ground truth: the committed scans, the judging papers and the bad files."""
