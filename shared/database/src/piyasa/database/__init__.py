"""The PostgreSQL side: tables, migrations, roles, archive, snapshots and the token vault."""
