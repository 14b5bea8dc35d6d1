"""The only place with sockets: live pages, named services, and the store of what was seen."""
