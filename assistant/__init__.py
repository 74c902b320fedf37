"""What this project adds inside Rasa's server: understanding, the red-flag policy, channels."""
