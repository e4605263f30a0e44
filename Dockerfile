# The same set-up as on any machine, in an image: scripts/setup.sh alone says what is installed.
FROM debian:12-slim

WORKDIR /srv/dossier
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY scripts/ scripts/
COPY capture/ capture/
COPY classify/ classify/
COPY storage/ storage/
COPY dossier/ dossier/
COPY api/ api/

RUN scripts/setup.sh && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 1000 --create-home dossier && install -d -o dossier -g dossier /data /data/inbox

USER dossier
VOLUME /data
EXPOSE 8420
ENV PATH=/srv/dossier/.venv/bin:$PATH LANG=C.UTF-8

HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["dossier", "status", "--data", "/data"]
CMD ["dossier", "run", "--data", "/data", "--host", "0.0.0.0"]
