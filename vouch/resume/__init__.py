"""The résumé: its grammar and model, its forms (PDF, JSON, text), its timeline, the proof of its lines."""
