# The server and every command of `ribambelle`. Built from the root of the repository.

FROM rust:1.95-trixie AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --locked --release && cp target/release/ribambelle /usr/local/bin/ribambelle

FROM debian:13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin ribambelle \
    && install --directory --owner=10001 --mode=0700 /documents
COPY --from=build /usr/local/bin/ribambelle /usr/local/bin/ribambelle
USER 10001
EXPOSE 8080
ENTRYPOINT ["ribambelle"]
CMD ["serve"]
