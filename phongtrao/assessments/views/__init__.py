"""Glue between addresses and services."""
