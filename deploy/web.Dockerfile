# The single-page app, its two entry points, behind Caddy. Built from the root of the repository.

FROM rust:1.95-trixie AS build
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    --mount=type=cache,target=/root/.npm \
    cargo --locked xtask web

FROM caddy:2.10-alpine
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /src/dist/family /srv/site
# below /srv as below the address: /staff
COPY --from=build /src/dist/staff /srv/site/staff
# the volumes take over these owners
RUN adduser -S -D -H -u 10001 web && chown -R 10001 /data /config
USER 10001
