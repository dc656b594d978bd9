# One image for web, worker, beat and migrations (docker-compose.yml says which command is which).
FROM python:3.11-slim AS packages
COPY requirements/base.lock /requirements/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r /requirements/base.lock

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=sellcrm.settings \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin sellcrm
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Translations and static files belong to the image. At run time only var/ (the clock's mark) and /tmp are written to.
RUN SECRET_KEY=only-for-the-build python manage.py messages --compile \
 && SECRET_KEY=only-for-the-build python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q /app \
 && chown sellcrm var
USER sellcrm
EXPOSE 8000
CMD ["gunicorn", "sellcrm.wsgi:application", "--config", "python:sellcrm.serving"]
