package dev.trimtab.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/// The one database: opened, migrated, and the way to every table family.
public final class Database implements AutoCloseable {
  private static final int OLDEST_POSTGRES = 14;

  private final @Nullable EmbeddedServer embedded;
  private final HikariDataSource pool;
  private final Transactions transactions;
  private final String description;
  private final Runs runs;
  private final Runs sentinelRuns;
  private final Facts facts;

  private Database(@Nullable EmbeddedServer embedded, HikariDataSource pool, String description) {
    this.embedded = embedded;
    this.pool = pool;
    this.description = description;
    var jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    this.transactions = new Transactions(jdbi, Thread::sleep);
    this.runs = Runs.usual(transactions, pool);
    this.sentinelRuns = Runs.sentinel(transactions, pool);
    this.facts = new Facts(transactions);
  }

  /// Opens and migrates.
  ///
  /// @throws DatabaseUnavailable when it cannot be reached, is too old, or cannot be migrated
  public static Database open(DatabaseSettings settings) {
    return switch (settings) {
      case DatabaseSettings.Embedded(var directory) -> {
        var server = EmbeddedServer.on(directory);
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername("postgres");
        yield open(
            server,
            config,
            "psql '%s' (embedded, while a command runs; data in %s)"
                .formatted(
                    server.jdbcUrl().replace("jdbc:", "").replace("//", "//postgres@"), directory));
      }
      case DatabaseSettings.External external -> {
        var config = new HikariConfig();
        config.setJdbcUrl(external.jdbcUrl());
        config.setUsername(external.user());
        config.setPassword(external.password());
        external.properties().forEach(config::addDataSourceProperty);
        yield open(
            null,
            config,
            "psql '%s' -U %s"
                .formatted(
                    withoutSecrets(external.jdbcUrl()).replace("jdbc:", ""), external.user()));
      }
    };
  }

  private static Database open(
      @Nullable EmbeddedServer server, HikariConfig config, String description) {
    config.setPoolName("trimtab");
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(Duration.ofSeconds(20).toMillis());
    config.addDataSourceProperty("ApplicationName", EmbeddedServer.SESSION_NAME);
    config.addDataSourceProperty(
        "tcpKeepAlive", "true"); // the run lock's connection idles for long
    // A database that is just being restarted is worth a short wait.
    config.setInitializationFailTimeout(Duration.ofSeconds(10).toMillis());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      if (server != null) {
        server.close();
      }
      throw new DatabaseUnavailable(
          "cannot connect to %s: %s. Maybe check database.url, user and password"
              .formatted(withoutSecrets(config.getJdbcUrl()), rootMessage(e)),
          e);
    }
    var database = new Database(server, pool, description);
    try {
      database.migrate();
    } catch (DatabaseUnavailable e) {
      database.close();
      throw e;
    }
    return database;
  }

  private void migrate() {
    try (var connection = pool.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_POSTGRES) {
        throw new DatabaseUnavailable(
            "Postgres %d is too old: Trimtab wants %d or later"
                .formatted(version, OLDEST_POSTGRES));
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(
          "cannot ask the database for its version: " + e.getMessage(), e);
    }
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:db/migrations")
          .failOnMissingLocations(true)
          .validateMigrationNaming(true)
          .schemas("trimtab")
          .defaultSchema("trimtab")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseUnavailable("cannot migrate the database: " + e.getMessage(), e);
    }
  }

  /// The driver takes passwords in its URL, too.
  static String withoutSecrets(String jdbcUrl) {
    return jdbcUrl
        .replaceAll("(?i)([?&](?:ssl)?password=)[^&]*", "$1***")
        .replaceFirst("//([^/@:]*):[^/@]*@", "//$1:***@");
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /// How a person connects, without any secret.
  public String describe() {
    return description;
  }

  public DataSource dataSource() {
    return pool;
  }

  public Runs runs() {
    return runs;
  }

  /// The sentinel's, beside all others.
  public Runs sentinelRuns() {
    return sentinelRuns;
  }

  public Alerts alerts() {
    return new Alerts(transactions);
  }

  public AlertDeliveries alertDeliveries() {
    return new AlertDeliveries(transactions);
  }

  public SpendHours spendHours() {
    return new SpendHours(transactions);
  }

  /// Usage as money.
  ///
  /// @param order in which sources count where several tell the same
  public SpendSheets spendSheets(Comparator<String> order) {
    return new SpendSheets(transactions, order);
  }

  public Facts facts() {
    return facts;
  }

  public SourceNames sourceNames() {
    return new SourceNames(transactions);
  }

  public Watermarks watermarks() {
    return new Watermarks(transactions);
  }

  public Inventories inventories() {
    return new Inventories(transactions);
  }

  public Profiles profiles() {
    return new Profiles(transactions);
  }

  public Prices prices() {
    return new Prices(transactions);
  }

  public LlmStore llm() {
    return new LlmStore(transactions);
  }

  public KeyOwnerStore keyOwners() {
    return new KeyOwnerStore(transactions);
  }

  public BusinessMetrics businessMetrics() {
    return new BusinessMetrics(transactions);
  }

  /// Prepaid balances of LLM providers.
  public Balances balances() {
    return new Balances(transactions);
  }

  public Costs costs() {
    return new Costs(transactions);
  }

  public Recommendations recommendations() {
    return new Recommendations(transactions);
  }

  public NodePlans nodePlans() {
    return new NodePlans(transactions);
  }

  public Bills bills() {
    return new Bills(transactions);
  }

  public Reports reports() {
    return new Reports(transactions);
  }

  public Outbox outbox() {
    return new Outbox(transactions);
  }

  public ReadOnlySql sql() {
    return new ReadOnlySql(pool);
  }

  @Override
  public void close() {
    runs.close();
    sentinelRuns.close();
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
