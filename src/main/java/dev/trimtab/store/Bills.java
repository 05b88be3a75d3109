package dev.trimtab.store;

import dev.trimtab.model.report.Bill;
import dev.trimtab.model.report.BilledDay;
import dev.trimtab.model.report.BilledService;
import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;
import java.util.Currency;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The bills that were read, beside what was allocated.
public final class Bills {
  private final Transactions transactions;

  Bills(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What was billed in a window, in one currency; lines in another are left out.
  ///
  /// @param days whole UTC days
  public Bill of(TimeWindow days, Currency currency) {
    return transactions.call(handle -> {
      var byDay =
          query(handle, Sql.BILL_DAYS, days, currency)
              .map((row, _) ->
                  new BilledDay(
                      row.getObject("day", LocalDate.class),
                      row.getString("provider"),
                      row.getString("service_category"),
                      row.getString("cluster"),
                      row.getBigDecimal("billed"),
                      row.getBigDecimal("effective"),
                      row.getBigDecimal("allocated")))
              .list();
      var byService =
          query(handle, Sql.BILL_SERVICES, days, currency)
              .map((row, _) ->
                  new BilledService(
                      row.getString("provider"),
                      row.getString("service_category"),
                      row.getString("service_name"),
                      row.getBigDecimal("billed"),
                      row.getBigDecimal("effective"),
                      row.getBigDecimal("on_nodes")))
              .list();
      return new Bill(byDay, byService);
    });
  }

  private static Query query(Handle handle, String sql, TimeWindow days, Currency currency) {
    return handle
        .createQuery(sql)
        .bind("start", days.start())
        .bind("end", days.end())
        .bind("currency", currency.getCurrencyCode());
  }
}
