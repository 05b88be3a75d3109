package dev.trimtab.place.spot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Some share of the replicas stays on demand because somebody wants it so: the annotation
/// `trimtab.dev/min-on-demand-share` of the workload, or the configuration.
record OnDemandShareRule() implements SpotRule {
  static final String KEY = "trimtab.dev/min-on-demand-share";

  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var stated = subject.workload().annotations().get(KEY);
    if (stated != null) {
      return read(stated)
          .map(share -> objection(subject, share, "Its annotation " + KEY))
          .orElseGet(() ->
              Optional.of(
                  new Objection.Never(
                      "Its annotation %s is \"%s\", which is no share such as 0.5 or 50%%: taken as all of it."
                          .formatted(KEY, stated))));
    }
    // whoever allows it by annotation means this workload; the configuration means any
    return SpotAnnotation.allows(subject.workload())
        ? Optional.empty()
        : objection(
            subject,
            BigDecimal.valueOf(subject.minOnDemandShare()),
            "The configuration (placement.minOnDemandShare)");
  }

  private static Optional<Objection> objection(SpotCase subject, BigDecimal share, String who) {
    int replicas = subject.replicas();
    int kept =
        share.multiply(BigDecimal.valueOf(replicas)).setScale(0, RoundingMode.CEILING).intValue();
    if (kept <= 0) {
      return Optional.empty();
    }
    var words =
        "%s wants %s%% of its replicas on demand, %d of %d."
            .formatted(
                who, share.movePointRight(2).stripTrailingZeros().toPlainString(), kept, replicas);
    return Optional.of(Objection.keep(kept, replicas, words));
  }

  private static Optional<BigDecimal> read(String stated) {
    var text = stated.strip();
    boolean percent = text.endsWith("%");
    var number = percent ? text.substring(0, text.length() - 1) : text;
    if (!number.matches("\\d{1,3}(\\.\\d{1,9})?")) {
      return Optional.empty();
    }
    var share = new BigDecimal(number).movePointLeft(percent ? 2 : 0);
    return share.compareTo(BigDecimal.ONE) <= 0 ? Optional.of(share) : Optional.empty();
  }
}
