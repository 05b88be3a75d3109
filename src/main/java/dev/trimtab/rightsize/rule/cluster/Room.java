package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.PodSizing;

/// Lets a pod's requests go only as far as there is room, all its containers by the same share of
/// their way. What is pinned does not move.
final class Room {
  /// What shares of large amounts are off by.
  private static final double ROUNDING = 0.01;

  private Room() {}

  /// Gives increases back until the pod asks for no more than `most`, or for what it asks for today
  /// where that is more.
  ///
  /// @param because a clause that says what there is room for
  static PodSizing within(PodSizing pod, Measure measure, long most, String because) {
    double growth = 0;
    for (var draft : pod.drafts()) {
      growth += Math.max(0, step(draft, measure));
    }
    double over = (double) pod.proposed(measure) - most;
    if (over <= 0 || growth <= 0) {
      return pod;
    }
    return kept(pod, measure, Math.max(0, 1 - over / growth), because);
  }

  /// Gives increases back until those of a pod's containers together are no more than `most`. What
  /// other containers give back counts for none of them: that each is a patch of its own. Pinned
  /// ones take their part first.
  static PodSizing raises(PodSizing pod, Measure measure, long most, String because) {
    double growth = 0;
    double left = most;
    for (var draft : pod.drafts()) {
      growth += Math.max(0, step(draft, measure));
      if (draft.isPinned(measure)) {
        left -= Math.max(0, (double) draft.proposed(measure) - draft.now(measure));
      }
    }
    return growth <= Math.max(0, left)
        ? pod
        : kept(pod, measure, Math.max(0, left) / growth, because);
  }

  private static PodSizing kept(PodSizing pod, Measure measure, double keep, String because) {
    return pod.each(draft ->
        step(draft, measure) > 0
            ? moved(
                draft,
                measure,
                Math.max(
                    draft.now(measure),
                    measure.down(
                        draft.now(measure)
                            + (long) Math.floor(step(draft, measure) * keep + ROUNDING))),
                because)
            : draft);
  }

  /// Goes only a share of the way from today's requests to the proposed ones.
  static PodSizing partly(PodSizing pod, Measure measure, double share, String because) {
    return pod.each(draft ->
        step(draft, measure) != 0
            ? moved(
                draft,
                measure,
                measure.up(
                    draft.now(measure) + (long) Math.ceil(step(draft, measure) * share - ROUNDING)),
                because)
            : draft);
  }

  private static double step(Draft draft, Measure measure) {
    return draft.isPinned(measure) ? 0 : (double) draft.proposed(measure) - draft.now(measure);
  }

  private static Draft moved(Draft draft, Measure measure, long amount, String because) {
    long wanted = draft.proposed(measure);
    var sizing =
        draft
            .sizing()
            .request(measure, amount, because)
            .noting(
                "By its use its %s request would be %s; it is %s: %s."
                    .formatted(
                        measure.word(), measure.words(wanted), measure.words(amount), because));
    return draft.sized(sizing);
  }
}
