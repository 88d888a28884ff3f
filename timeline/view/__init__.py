"""Event files and findings -> frozen views with every word ready, for pages and exports."""
