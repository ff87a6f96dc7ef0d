# One image, one process: Maestro, and the PostgreSQL server it starts when no ConnectionStrings__Maestro is given.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json ./
COPY Maestro.Modules/Maestro.Modules.csproj Maestro.Modules/
COPY Maestro.Web/Maestro.Web.csproj Maestro.Web/
RUN dotnet restore Maestro.Web -r linux-$([ "$TARGETARCH" = arm64 ] && echo arm64 || echo x64) -p:PublishReadyToRun=true
COPY Maestro.Modules Maestro.Modules
COPY Maestro.Web Maestro.Web
RUN dotnet publish Maestro.Web -c Release --no-restore -r linux-$([ "$TARGETARCH" = arm64 ] && echo arm64 || echo x64) \
    --no-self-contained -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The package would make a cluster of its own at install; Maestro makes one in /data.
RUN mkdir -p /etc/postgresql-common \
    && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql curl libldap2 \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o "$APP_UID" -g "$APP_UID" -m 0750 /data
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_ENVIRONMENT=Production \
    ASPNETCORE_URLS=http://0.0.0.0:8080 \
    MAESTRO_DATA=/data
# The image's own user "app": it is in passwd, which PostgreSQL insists on.
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD curl -fsS http://127.0.0.1:8080/health || exit 1
ENTRYPOINT ["dotnet", "Maestro.Web.dll"]
