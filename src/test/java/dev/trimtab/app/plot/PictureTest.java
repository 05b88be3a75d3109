package dev.trimtab.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  private static final int USED = 0xff9cc4e0;
  private static final int REQUEST_TODAY = 0xffd98a00;
  private static final int REQUEST_PROPOSED = 0xff007f5c;
  private static final int LIMIT_TODAY = 0xffc84b00;
  private static final int LIMIT_PROPOSED = 0xff7a3e9d;

  @TempDir private Path directory;

  private static Picture.Container app() {
    return new Picture.Container("app", Chart.of(Seasons.history(), Seasons.PROPOSED, Facts.NOW));
  }

  private static BufferedImage draw(List<Picture.Container> containers) {
    return Picture.draw("prod/shop/Deployment/web", "14 days", containers);
  }

  private static Set<Integer> colours(BufferedImage image) {
    var seen = new HashSet<Integer>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        seen.add(image.getRGB(x, y));
      }
    }
    return seen;
  }

  @Test
  void writes_both_resources_of_a_container_at_twice_the_scale() throws IOException {
    var file = directory.resolve("web.png");
    Picture.write(
        file,
        "prod/shop/Deployment/web",
        "the 14 days before 2026-11-23T06:00:00Z",
        List.of(app()));
    var image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2000);
    assertThat(colours(image))
        .contains(USED, REQUEST_TODAY, REQUEST_PROPOSED, LIMIT_TODAY, LIMIT_PROPOSED);
  }

  @Test
  void what_is_proposed_is_not_drawn_where_nothing_is() {
    var charts = Chart.of(Seasons.history(), null, Facts.NOW);
    assertThat(colours(draw(List.of(new Picture.Container("app", charts)))))
        .contains(USED, REQUEST_TODAY, LIMIT_TODAY)
        .doesNotContain(REQUEST_PROPOSED, LIMIT_PROPOSED);
  }

  @Test
  void containers_stand_below_one_another_up_to_a_dozen() {
    int one = draw(List.of(app())).getHeight();
    int two = draw(List.of(app(), app())).getHeight();
    int many = draw(Collections.nCopies(40, app())).getHeight();
    assertThat(two).isGreaterThan(one);
    assertThat(many - one).isEqualTo(11 * (two - one));
  }

  /// A request forty times as high as all use would press it flat; it is told in the legend, and so
  /// is one of nothing known.
  @Test
  void draws_whatever_comes() {
    var vast = new Resources(Cpu.millis(64_000), null, Memory.mebi(1 << 20), null, 0);
    var flat = Chart.of(Seasons.history(vast), Seasons.PROPOSED, Facts.NOW);
    var unknown = Chart.of(Seasons.history(Resources.NONE, List.of()), null, Facts.NOW);
    assertThat(
            colours(
                draw(
                    List.of(
                        new Picture.Container("vast", flat),
                        new Picture.Container("unknown \"x\" <y>", unknown)))))
        .contains(USED);
  }
}
