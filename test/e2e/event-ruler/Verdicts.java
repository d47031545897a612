import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.event.ruler.Machine;

/**
 * Finds which event patterns match which events, with Event Ruler.
 *
 * <p>{@code java Verdicts.java PATTERNS EVENTS}: a JSON object of patterns by id, and a file of events, one per line.
 * Writes one JSON object per line for each event:
 * {@code {"matches": [ids]}}, or {@code {"rejected": "reason"}} for an event that Ruler does not take,
 * or {@code {"contradiction": "…"}} if the answer depends on how Ruler is set up.
 */
public final class Verdicts {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    Map<String, Machine> alone = new LinkedHashMap<>();
    Machine together = new Machine();
    Machine unstructured = Machine.builder().withStructuredMatching(false).build();
    JsonNode patterns = JSON.readTree(Files.readString(Path.of(arguments[0])));
    for (Map.Entry<String, JsonNode> entry : patterns.properties()) {
      String pattern = entry.getValue().toString();
      Machine machine = new Machine();
      for (Machine one : List.of(machine, together, unstructured)) {
        one.addRule(entry.getKey(), pattern);
      }
      alone.put(entry.getKey(), machine);
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (BufferedReader events = Files.newBufferedReader(Path.of(arguments[1]))) {
      for (String event = events.readLine(); event != null; event = events.readLine()) {
        out.println(JSON.writeValueAsString(verdict(event, alone, List.of(together, unstructured))));
      }
    }
    out.flush();
  }

  /** One machine for each pattern, all patterns in one, and the former way of matching have to agree. */
  private static ObjectNode verdict(
      String event, Map<String, Machine> alone, List<Machine> combined) {
    ObjectNode verdict = JSON.createObjectNode();
    try {
      List<String> matches = new ArrayList<>();
      for (Map.Entry<String, Machine> entry : alone.entrySet()) {
        matches.addAll(entry.getValue().rulesForJSONEvent(event));
      }
      for (Machine machine : combined) {
        List<String> others = machine.rulesForJSONEvent(event);
        if (!new TreeSet<>(others).equals(new TreeSet<>(matches))) {
          return verdict.put("contradiction", matches + " or " + others);
        }
      }
      matches.forEach(verdict.putArray("matches")::add);
      return verdict;
    } catch (Exception error) {
      String message = String.valueOf(error.getMessage());
      return verdict.put("rejected", error.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse(""));
    }
  }
}
