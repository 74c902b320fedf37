"""What runs in the action server: thin, speaks Rasa, decides nothing itself."""
