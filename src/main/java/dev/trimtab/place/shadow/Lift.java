package dev.trimtab.place.shadow;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import java.util.Optional;

/// A constraint of a workload, and the workload without it.
enum Lift {
  ZONE_SPREAD("zone-spread") {
    @Override
    boolean binds(Demand demand) {
      return demand.wants().spreads() && demand.replicas() > 1;
    }

    @Override
    Wants without(Wants wants) {
      return with(wants, wants.arch(), wants.spot(), wants.zone(), -1);
    }

    @Override
    String words(Demand demand) {
      return "the zone spread of %s (at most %d apart)"
          .formatted(demand.workload().name(), demand.wants().maxSkew());
    }
  },
  POOL_SHARE("pool-share") {
    @Override
    boolean binds(Demand demand) {
      return demand.wants().spot() && demand.poolCap() < demand.replicas();
    }

    @Override
    Wants without(Wants wants) {
      return sharing(wants, wants.onePerNode(), Double.NaN);
    }

    @Override
    String words(Demand demand) {
      return "keeping at most %d of the %d replicas of %s in one spot pool"
          .formatted(demand.poolCap(), demand.replicas(), demand.workload().name());
    }
  },
  ONE_PER_NODE("one-per-node") {
    @Override
    boolean binds(Demand demand) {
      return demand.wants().onePerNode() && demand.replicas() > 1;
    }

    @Override
    Wants without(Wants wants) {
      return sharing(wants, false, wants.maxPoolShare());
    }

    @Override
    String words(Demand demand) {
      return "keeping the %d replicas of %s on different nodes"
          .formatted(demand.replicas(), demand.workload().name());
    }
  },
  ZONE_TIED("zone-tied") {
    @Override
    boolean binds(Demand demand) {
      return !demand.wants().zone().isEmpty();
    }

    // a spread that the tie makes void does not come to life
    @Override
    Wants without(Wants wants) {
      return with(wants, wants.arch(), wants.spot(), "", -1);
    }

    @Override
    String words(Demand demand) {
      return "tying %s to zone %s".formatted(demand.workload().name(), demand.wants().zone());
    }
  },
  NOT_ON_SPOT("not-on-spot") {
    @Override
    boolean binds(Demand demand) {
      return !demand.wants().spot();
    }

    @Override
    Wants without(Wants wants) {
      return with(wants, wants.arch(), true, wants.zone(), wants.maxSkew());
    }

    @Override
    String words(Demand demand) {
      return "keeping %s off spot".formatted(demand.workload().name());
    }
  },
  ARCH("arch") {
    @Override
    boolean binds(Demand demand) {
      return !demand.wants().arch().equals("any");
    }

    @Override
    Wants without(Wants wants) {
      return with(wants, "any", wants.spot(), wants.zone(), wants.maxSkew());
    }

    @Override
    String words(Demand demand) {
      return "running %s on %s alone".formatted(demand.workload().name(), demand.wants().arch());
    }
  };

  private final String label;

  Lift(String label) {
    this.label = label;
  }

  /// As the finding names it.
  String label() {
    return label;
  }

  /// Whether the workload has the constraint, and it can matter.
  abstract boolean binds(Demand demand);

  abstract Wants without(Wants wants);

  /// What it is, the subject of a sentence.
  abstract String words(Demand demand);

  /// The workload without the constraint; empty where it has none.
  Optional<Demand> from(Demand demand) {
    return binds(demand)
        ? Optional.of(
            new Demand(demand.workload(), demand.replicas(), demand.pod(), without(demand.wants())))
        : Optional.empty();
  }

  private static Wants with(Wants wants, String arch, boolean spot, String zone, int maxSkew) {
    return new Wants(
        arch, spot, zone, maxSkew, wants.onePerNode(), wants.maxPoolShare(), wants.rules());
  }

  private static Wants sharing(Wants wants, boolean onePerNode, double maxPoolShare) {
    return new Wants(
        wants.arch(),
        wants.spot(),
        wants.zone(),
        wants.maxSkew(),
        onePerNode,
        maxPoolShare,
        wants.rules());
  }
}
