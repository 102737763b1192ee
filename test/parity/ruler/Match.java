import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;

/** Answers each line {"pattern": text, "event": text} with whether EventBridge's own matcher matches, or with its error. */
public final class Match {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode pair = json.readTree(line);
            out.println(json.writeValueAsString(answer(pair.get("pattern").asText(), pair.get("event").asText())));
        }
        out.flush();
    }

    private static Object answer(String pattern, String event) {
        try {
            Machine machine = new Machine();
            machine.addRule("rule", pattern);
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
