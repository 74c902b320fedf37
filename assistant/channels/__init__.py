"""Channels of our own: what a person types reaches Rasa clean, and what Rasa cannot take is refused in words."""
