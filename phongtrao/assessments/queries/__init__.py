"""What is asked of assessments, in a fixed number of queries."""
