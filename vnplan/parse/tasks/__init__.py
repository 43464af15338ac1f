"""Directives and the tasks within them.

What is to be done, who is charged with it and in which role.
"""
