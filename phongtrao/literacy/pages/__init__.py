"""What busy pages show."""
