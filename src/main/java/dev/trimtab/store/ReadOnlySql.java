package dev.trimtab.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.core.Parser;

/// Runs somebody's query in a transaction that cannot write.
public final class ReadOnlySql {
  private final DataSource source;

  ReadOnlySql(DataSource source) {
    this.source = source;
  }

  /// Column names and rows as text; a null is an empty text.
  public record Result(List<String> columns, List<List<String>> rows) {
    public Result {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /// Runs one statement.
  ///
  /// @throws IllegalArgumentException with the database's message when it does not understand or
  ///   may not
  public Result query(String sql) {
    try (var connection = source.getConnection()) {
      // "commit; delete …" would leave the transaction that protects the data.
      if (Parser.parseJdbcSql(sql, true, false, true, false, false).size() != 1) {
        throw new IllegalArgumentException("one statement at a time, please: " + sql);
      }
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (var snapshot = connection.createStatement()) {
        snapshot.execute("select 1"); // from here on no "set transaction read write" is accepted
      }
      try (var statement = connection.prepareStatement(sql);
          var result = statement.executeQuery()) {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          columns.add(result.getMetaData().getColumnLabel(i));
        }
        var rows = new ArrayList<List<String>>();
        while (result.next()) {
          var row = new ArrayList<String>();
          for (int i = 1; i <= columns.size(); i++) {
            var cell = result.getString(i);
            row.add(cell == null ? "" : cell);
          }
          rows.add(row);
        }
        return new Result(columns, rows);
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException("the query failed: " + e.getMessage(), e);
    }
  }
}
