"""The least that a WSGI server can be asked to do: the ceiling for everything else."""


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\n"]
