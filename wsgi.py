"""The application object that gunicorn and `flask` look for."""

import gc

from elections.app import create_app

app = create_app()

# What the application is made of stays: nobody looks for rubbish in it again, and what a request leaves is gathered later.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 100)
