"""Alembic's door. It is only run from `reviewer.store.upgrading`, which brings the connection."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite changes a column by making the table anew
    transactional_ddl=True,  # the connection's transaction is already open and holds all steps
)
context.run_migrations()
