"""The résumé: its grammar and model, its forms (PDF, JSON, text), its timeline, and the proof of its lines."""
