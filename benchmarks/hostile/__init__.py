"""Odd, damaged and hostile files through the batch runner: what becomes of each, and whether the promises hold."""
