"""What is recognised of any work – an initiative, a research result, a model: scope, adoption, property."""
