package dev.trimtab.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Collected;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsCsvTest {
  private static final String HEADER =
      "namespace,workload_kind,workload,replicas,cpu_request_cores,memory_request_bytes,daemonset\n";

  @TempDir private Path folder;

  private Collected<List<PodsRow>> read(String rows) throws IOException, SourceUnavailable {
    return new PodsCsv(0.5).read(Files.writeString(folder.resolve("pods.csv"), HEADER + rows));
  }

  @Test
  void a_kind_daemonset_without_the_column_is_warned_of_and_stays_pods()
      throws IOException, SourceUnavailable {
    var read =
        read(
            """
            shop,Deployment,web,6,1,1073741824,
            kube-system,DaemonSet,proxy,3,0.1,134217728,
            kube-system,DaemonSet,logs,3,0.1,134217728,true
            kube-system,daemonset,dns,3,0.1,134217728,false
            """);
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.subject()).isEqualTo("pods.csv");
          assertThat(problem.message())
              .startsWith("2 rows of kind DaemonSet without daemonset: true")
              .contains("the first kube-system/proxy")
              .contains("Maybe set daemonset to true");
        });
    assertThat(read.value())
        .extracting(row -> row.workload().name(), PodsRow::daemonSet, PodsRow::replicas)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("web", false, 6),
            org.assertj.core.groups.Tuple.tuple("proxy", false, 3),
            org.assertj.core.groups.Tuple.tuple("dns", false, 3),
            org.assertj.core.groups.Tuple.tuple("logs", true, 0));
  }

  @Test
  void rows_that_say_what_they_are_bring_no_warning() throws IOException, SourceUnavailable {
    assertThat(read("kube-system,DaemonSet,logs,3,0.1,134217728,true\n").problems()).isEmpty();
  }
}
