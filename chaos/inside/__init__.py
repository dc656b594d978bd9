"""What a scenario asks of the product from within: run by `manage.py shell -c`, in the database of the scenario."""
