"""Users, roles, permissions, scope, sessions."""
