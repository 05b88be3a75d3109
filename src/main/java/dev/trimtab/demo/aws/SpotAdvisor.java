package dev.trimtab.demo.aws;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.market.InstanceSpec;
import dev.trimtab.demo.market.SpotMarket;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The Spot Advisor's JSON, with its public bands of June 2025.
public final class SpotAdvisor {
  public static final String PATH = "/spot-advisor-data.json";

  private static final List<String> LABELS = List.of("<5%", "5-10%", "10-15%", "15-20%", ">20%");
  private static final List<Integer> UPPER = List.of(5, 11, 16, 22, 100);

  private SpotAdvisor() {}

  public static void handle(Call call) throws IOException {
    if (!call.path().equals(PATH)) {
      call.text(404, "text/plain", "not found\n");
      return;
    }
    var document = JsonMapper.shared().createObjectNode();
    var types = document.putObject("instance_types");
    var linux = JsonMapper.shared().createObjectNode();
    for (var type : InstanceSpec.all()) {
      var entry = types.putObject(type.name()).put("emr", true).put("cores", type.vcpus());
      entry.put("ram_gb", type.memoryMib() / 1024.0);
      linux.putObject(type.name()).put("s", type.advisorSavings()).put("r", type.advisorBand());
    }
    var ranges = document.putArray("ranges");
    for (int i = 0; i < LABELS.size(); i++) {
      var range = ranges.addObject().put("index", i).put("label", LABELS.get(i)).put("dots", i);
      range.put("max", UPPER.get(i));
    }
    var region = document.putObject("spot_advisor").putObject(SpotMarket.REGION);
    region.set("Linux", linux);
    region.putObject("Windows");
    document.put("global_rate", "<10%");
    call.json(200, document);
  }
}
