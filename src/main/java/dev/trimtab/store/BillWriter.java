package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.cost.Charge;

/// Saves lines of bills, each once.
final class BillWriter {
  private final Transactions transactions;

  BillWriter(Transactions transactions) {
    this.transactions = transactions;
  }

  void save(Fact.Bill bill) {
    transactions.run(handle -> {
      handle.execute("create temporary table charge_staging (like trimtab.charge) on commit drop");
      try (var copy = Copy.into(handle, "charge_staging")) {
        bill.charges().forEach(charge -> row(copy, bill.file(), charge));
      }
      handle.execute(
          """
          delete from trimtab.charge t using charge_staging s
          where t.charge_id = s.charge_id and t is distinct from s
          """);
      handle.execute(
          """
          insert into trimtab.charge select distinct on (charge_id) * from charge_staging order by charge_id
          on conflict (charge_id) do nothing
          """);
      handle.execute("drop table charge_staging");
    });
  }

  private static void row(Copy copy, String file, Charge c) {
    copy.text(c.chargeId())
        .text(file)
        .text(c.provider())
        .text(c.billingAccountId())
        .plain(c.billingPeriod().start())
        .plain(c.billingPeriod().end())
        .plain(c.chargePeriod().start())
        .plain(c.chargePeriod().end())
        .text(c.chargeCategory())
        .text(c.chargeDescription())
        .text(c.serviceCategory())
        .text(c.serviceName())
        .text(c.skuId())
        .text(c.regionId())
        .text(c.availabilityZone())
        .text(c.resourceId())
        .text(c.invoiceId())
        .text(c.billedCost().currency().getCurrencyCode())
        .plain(c.billedCost().amount().toPlainString())
        .plain(c.effectiveCost().amount().toPlainString())
        .plain(c.listCost().amount().toPlainString())
        .plain(c.contractedCost().amount().toPlainString())
        .plain(c.quantity() == null ? null : c.quantity().toPlainString())
        .text(c.unit())
        .text(Json.write(c.tags()));
    copy.endRow();
  }
}
