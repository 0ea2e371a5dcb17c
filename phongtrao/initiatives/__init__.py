"""Initiatives (sáng kiến): from an idea through checking and councils to a recognised, reusable solution."""
