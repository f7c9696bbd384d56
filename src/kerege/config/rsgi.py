"""What the web server starts: the WSGI object behind a door that waits for whole requests."""

from django.conf import settings

from kerege.config.wsgi import application as pages
from kerege.foundation.serving import WholeRequests

application = WholeRequests(pages, session_cookie=settings.SESSION_COOKIE_NAME)
