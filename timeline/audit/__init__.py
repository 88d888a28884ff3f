"""A timeline against its sources: which sentence supports each line of it, and where a line says something else."""
