"""Candidacies, documents, registration."""
