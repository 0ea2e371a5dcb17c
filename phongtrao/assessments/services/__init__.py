"""What is done with index sets, campaigns and assessments."""
