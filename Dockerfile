# syntax=docker/dockerfile:1
# Builds Trimtab and an image that runs as an ordinary user on a read-only root file system.
# What it writes goes to /data: mount a volume there (embedded Postgres, reports), or configure an external database.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
RUN mvn -B -q dependency:go-offline
COPY src/main src/main
COPY db db
COPY reports reports
COPY config config
RUN mvn -B -q -Dmaven.test.skip=true package \
 && mkdir /app && cp target/trimtab.jar /app/ && cp -r target/lib /app/lib

FROM eclipse-temurin:25-jre-noble
# fontconfig and a font: charts and column widths are measured with them
RUN apt-get update \
 && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 trimtab && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home trimtab \
 && mkdir /data && chown 10001:10001 /data
COPY --from=build /app /app
COPY config /app/config
COPY trimtab /app/trimtab
# The cache goes last: it is void when any jar before it changes, or when the JVM's flags do, so the launcher makes it.
RUN TRIMTAB_JAVA_OPTS=-XX:AOTCacheOutput=/app/trimtab.aot /app/trimtab config check >/dev/null \
 && test -s /app/trimtab.aot \
 && chmod -R a+rX /app
USER 10001:10001
WORKDIR /data
ENV TRIMTAB_DATABASE_DIRECTORY=/data/postgres \
    TRIMTAB_REPORT_DIRECTORY=/data/reports \
    TMPDIR=/tmp
VOLUME ["/data", "/tmp"]
ENTRYPOINT ["/app/trimtab"]
CMD ["nightly"]
