"""How many statements a page takes, counted in the server; only when the request asks, so that times are true."""

from django.db import connection

ASKED, TOLD = "X-Count-Statements", "X-Statements"


class Counted:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if ASKED not in request.headers:
            return self.get_response(request)
        seen = []

        def see(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(see):
            response = self.get_response(request)
        response.headers[TOLD] = str(len(seen))
        return response
