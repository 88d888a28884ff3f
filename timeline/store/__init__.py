"""Event files in and out: compose and check, three-way merge, splice at marks."""
