package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.price.SpotPrice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Remembers which announcements were handed over, 16 bytes each: pages repeat prices, and both
/// Linux products tell of the same pool.
///
/// Two prices of one pool and instant are settled by the dearer one, so that the order of pages
/// does not matter.
public final class SeenPrices {
  private final Map<Pool, Announcements> pools = new HashMap<>();

  private record Pool(String zone, String zoneId, String instanceType) {}

  /// Whether the price says something that no earlier one did.
  public boolean isNews(SpotPrice price) {
    return pools
        .computeIfAbsent(
            new Pool(price.zone(), price.zoneId(), price.instanceType()),
            pool -> new Announcements())
        .isNews(
            price.from().toEpochMilli(), price.perHour().amount().movePointRight(9).longValue());
  }

  private static final class Announcements {
    private long[] instants = new long[8];
    private long[] nanoDollars = new long[8];
    private int size;

    boolean isNews(long instant, long price) {
      int at = Arrays.binarySearch(instants, 0, size, instant);
      if (at < 0) {
        insert(-at - 1, instant, price);
        return true;
      }
      boolean dearer = price > nanoDollars[at];
      nanoDollars[at] = Math.max(price, nanoDollars[at]);
      return dearer;
    }

    private void insert(int at, long instant, long price) {
      if (size == instants.length) {
        instants = Arrays.copyOf(instants, 2 * size);
        nanoDollars = Arrays.copyOf(nanoDollars, 2 * size);
      }
      System.arraycopy(instants, at, instants, at + 1, size - at);
      System.arraycopy(nanoDollars, at, nanoDollars, at + 1, size - at);
      instants[at] = instant;
      nanoDollars[at] = price;
      size++;
    }
  }
}
