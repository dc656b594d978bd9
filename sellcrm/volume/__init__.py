"""A database as large as a large customer's, made up: what the bench measures on (`manage.py seed_volume`)."""
