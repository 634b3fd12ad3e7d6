"""Show the parts of the Streamlit page; `app.py` puts them together."""
