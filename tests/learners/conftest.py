"""Who looks, for every test of the leads' screens: how one is signed in is said here only."""

pytest_plugins: list[str] = []
