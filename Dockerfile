# syntax=docker/dockerfile:1
# Sightline's one binary in a small image, run by a user who owns nothing but its data folder.

FROM rust:1.95-bookworm AS build
# The build would do it too; here it is done once.
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask build \
    && cp target/release/sightline /usr/local/bin/sightline

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/sightline sightline \
    && install --directory --owner=sightline --group=sightline --mode=0700 \
        /var/lib/sightline /var/lib/sightline/keys
COPY --from=build /usr/local/bin/sightline /usr/local/bin/sightline

USER sightline
WORKDIR /var/lib/sightline
ENV SIGHTLINE_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["sightline"]
CMD ["serve"]
