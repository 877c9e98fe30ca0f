"""Runs the migrations on the connection that `geodata.store.migrating` holds."""

from alembic import context

from geodata.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,  # our own BEGIN covers SQLite's tables too
)
with context.begin_transaction():
    context.run_migrations()
