"""How the app is served: security headers, one browser a session, limits on uploads."""
