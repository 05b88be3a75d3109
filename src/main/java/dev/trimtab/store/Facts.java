package dev.trimtab.store;

import dev.trimtab.model.Fact;

/// Saves what sources hand over. Saving a fact again changes nothing.
public final class Facts {
  private final InventoryWriter inventories;
  private final UsageWriter usage;
  private final GaugeWriter gauges;
  private final PriceWriter prices;
  private final LlmWriter llm;
  private final SourceNames names;
  private final BillWriter bills;
  private final KeyOwnerStore keyOwners;
  private final BusinessMetrics business;

  Facts(Transactions transactions) {
    inventories = new InventoryWriter(transactions);
    var instances = new InstanceIds(transactions);
    usage = new UsageWriter(transactions, instances);
    gauges = new GaugeWriter(transactions, instances);
    prices = new PriceWriter(transactions);
    llm = new LlmWriter(transactions);
    names = new SourceNames(transactions);
    bills = new BillWriter(transactions);
    keyOwners = new KeyOwnerStore(transactions);
    business = new BusinessMetrics(transactions);
  }

  /// Saves a fact; it is committed when this returns.
  public void save(Fact fact) {
    switch (fact) {
      case Fact.Inventory(var inventory) -> {
        inventories.save(inventory);
        usage.forget();
      }
      case Fact.KeyHolders facts -> keyOwners.save(facts);
      case Fact.BusinessCounts facts -> business.save(facts);
      case Fact.Usage(var cluster, var samples) -> usage.save(cluster, samples);
      case Fact.Gauges(var cluster, var days) -> gauges.save(cluster, days);
      case Fact.Prices facts -> prices.save(facts);
      case Fact.LlmUsage facts -> llm.save(facts);
      case Fact.LlmCosts facts -> llm.save(facts);
      case Fact.Names facts -> names.save(facts);
      case Fact.Bill facts -> bills.save(facts);
    }
  }
}
