"""What is kept of the use: conversations, feedback and its triage, in SQLite or PostgreSQL.

SQLAlchemy and Alembic live in this room and nowhere else.
"""
