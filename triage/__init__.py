"""The clinical core: knowledge as YAML, decisions as pure Python.

Imports neither Rasa nor TensorFlow, so both servers, the tests and a reviewer can use it alone.
"""
