"""The application object that gunicorn and `flask` look for."""

from elections.app import create_app

app = create_app()
