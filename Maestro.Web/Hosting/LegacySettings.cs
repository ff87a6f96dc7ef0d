namespace Maestro.Web.Hosting;

/// <summary>The environment names of Maestro 0.6: what each became, or why it is not needed any more.</summary>
internal static class LegacySettings
{
    private const string OneProcess = "one process needs no address of another service.";
    private const string OneDatabase = "everything is in one PostgreSQL: ConnectionStrings__Maestro, or embedded.";
    private const string Keys = "keys are made by Maestro, or come from MAESTRO_MASTER_KEY.";
    private const string Paging = "page and batch sizes are chosen by Maestro.";
    private const string Workers = "work runs in this process; there are no separate workers.";

    /// <summary>Names that keep working, and the setting that each is.</summary>
    internal static readonly (string Old, string New)[] Alive =
    [
        ("SMTP_HOST", "Mail:Host"),
        ("SMTP_PORT", "Mail:Port"),
        ("SMTP_SENDER", "Mail:Sender"),
        ("SMTP_USERNAME", "Mail:Username"),
        ("SMTP_PASSWORD", "Mail:Password"),
        ("SMTP_USETLS", "Mail:UseTls"),
        ("SMTP_USETSL", "Mail:UseTls"),
        ("SMTP_IGNORE", "Mail:IgnoreCertificate"),
        ("UPLOAD_TYPE", "Files:Store"),
        ("MAESTRO_UPLOAD_TYPE", "Files:Store"),
        ("LOCAL_DIR", "Files:Folder"),
        ("AWS_ACCESS_KEY_ID", "Files:S3:AccessKey"),
        ("AWS_SECRET_ACCESS_KEY", "Files:S3:SecretKey"),
        ("AWS_DEFAULT_REGION", "Files:S3:Region"),
        ("AWS_S3_BUCKET_NAME", "Files:S3:Bucket"),
        ("AWS_ENDPOINT", "Files:S3:Endpoint"),
        ("THEME", "Look:Theme"),
        ("LOGO", "Look:Logo"),
    ];

    /// <summary>Names without effect, and what to do instead.</summary>
    internal static readonly (string Name, string Why)[] Dead =
    [
        ("MAESTRO_PORT", "the address is ASPNETCORE_URLS."),
        ("MAESTRO_MONGO_URI", OneDatabase),
        ("MAESTRO_MONGO_DATABASE", OneDatabase),
        ("MAESTRO_DATA_URI", OneDatabase),
        ("MAESTRO_SECRETJWT", Keys),
        ("MAESTRO_SECRETJWT_FORGOT", Keys),
        ("MAESTRO_SECRET_CRYPTO_FORGOT", Keys),
        ("MAESTRO_SECRETJWT_PUBLIC", Keys),
        ("MAESTRO_SECRETJWT_PRIVATE", Keys),
        ("MAESTRO_SECRETJWT_ANALYTICS", Keys),
        ("MAESTRO_SECRETJWT_PUBLIC_ANALYTICS", Keys),
        ("MAESTRO_WEBSOCKET_SECRET", Keys),
        ("MAESTRO_NOAUTH", Keys),
        ("CENTRIFUGO_ADMIN", "pages update themselves; there is no web socket server."),
        ("CENTRIFUGO_ADMIN_SECRET", "pages update themselves; there is no web socket server."),
        ("MAESTRO_DISCOVERY_URI", OneProcess),
        ("MAESTRO_DISCOVERY_URL", OneProcess),
        ("MAESTRO_REPORT_URI", OneProcess),
        ("MAESTRO_REPORT_URL", OneProcess),
        ("MAESTRO_ANALYTICS_URI", OneProcess),
        ("MAESTRO_ANALYTICS_FRONT_URI", OneProcess),
        ("MAESTRO_AUDIT_URI", OneProcess),
        ("MAESTRO_WEBSOCKET_URI", OneProcess),
        ("API_URL", "the public address is MAESTRO_BASE_URL."),
        ("STATIC_URL", "the public address is MAESTRO_BASE_URL."),
        ("ANALYTICS_URL", "the public address is MAESTRO_BASE_URL."),
        ("WEBSOCKET_URL", "the public address is MAESTRO_BASE_URL."),
        ("MAESTRO_REPORT_DISABLED", "modules cannot be switched off; nobody pays for one that is not used."),
        ("MAESTRO_ANALYTICS_DISABLED", "modules cannot be switched off; nobody pays for one that is not used."),
        ("MAESTRO_AUDIT_DISABLED", "history is part of every write."),
        ("MAESTRO_DISCOVERY_DISABLED", "modules cannot be switched off; nobody pays for one that is not used."),
        ("CELERY_BROKER_URL", Workers),
        ("CELERYD_TASK_TIME_LIMIT", Workers),
        ("CELERYD_MAX_TASKS_PER_CHILD", Workers),
        ("MAESTRO_GWORKERS", Workers),
        ("MAESTRO_LOOP_TIME", "schedules fire when they are due; nothing polls."),
        ("MAESTRO_COUNTDOWN_LAST", "live progress needs no countdown."),
        ("MAESTRO_COUNTDOWN_WS", "live progress needs no countdown."),
        ("MAESTRO_TIMEOUT", OneProcess),
        ("MAESTRO_TIMEOUT_DATA", OneProcess),
        ("MAESTRO_TIMEOUT_WEBHOOK", "time limits of webhooks are settings of their own."),
        ("MAESTRO_REPORT_RESULT_QTD", Paging),
        ("MAESTRO_INSERT_QTD", Paging),
        ("MAESTRO_TRANSLATE_QTD", Paging),
        ("MAESTRO_SCAN_QTD", Paging),
        ("MAESTRO_SCAN_CDN_QTD", Paging),
        ("MAESTRO_DB_SCAN_QTD", Paging),
        ("MAESTRO_OPENSTACK_DETAILS", "OpenStack is always read with details."),
        ("MAESTRO_OWNERIDS", "whose images are read is chosen per connection."),
        ("MAESTRO_UPLOAD_MAXSIZE", "the limit is 100 MB a file."),
        ("MAESTRO_UPLOAD_MINSIZE", "there is no lower limit."),
        ("MAESTRO_TMP", "temporary files lie in the system's folder (TMPDIR)."),
        ("PRIVATE_LOCAL_DIR", "every stored file is private; the folder is LOCAL_DIR (Files:Folder)."),
        ("AWS_S3_PUBLIC_BUCKET_NAME", "every stored file is private; the bucket is AWS_S3_BUCKET_NAME (Files:S3:Bucket)."),
        ("AWS_S3_PRIVATE_BUCKET_NAME", "every stored file is private; the bucket is AWS_S3_BUCKET_NAME (Files:S3:Bucket)."),
    ];

    /// <summary>The settings that old names give, under their new keys.</summary>
    public static Dictionary<string, string?> Translate(Func<string, string?> environment)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (old, @new) in Alive)
        {
            if (environment(old) is { Length: > 0 } value)
                settings[@new] = value;
        }
        return settings;
    }

    /// <summary>Names each setting that its operator believes to have an effect.</summary>
    public static void WarnOfDead(ILogger log, Func<string, string?> environment)
    {
        foreach (var (name, why) in Dead.Where(one => environment(one.Name) is { Length: > 0 }))
            Log.DeadSetting(log, name, why);
    }
}
