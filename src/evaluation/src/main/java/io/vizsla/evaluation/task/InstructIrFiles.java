package io.vizsla.evaluation.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.task.SourceFile.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the instructions of InstructIR over the passages of MS MARCO that they were written for. The passages that InstructIR
 * rewrote for each instruction are not part of the set, so an instruction is judged by the original of its passage: {@code
 * 7865137_3} stands for {@code 7865137}. Every error names file and line.
 */
public final class InstructIrFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InstructIrFiles() {}

    /** Reads {@code only_instruction_queries.jsonl} and {@code qrels/test.tsv} of a folder. */
    public static List<InstructedQuery> read(Path folder) {
        Map<String, String> passages = judged(folder);
        List<InstructedQuery> queries = new ArrayList<>();
        for (Line line : SourceFile.of(folder, "only_instruction_queries.jsonl").lines(StandardCharsets.UTF_8)) {
            JsonNode json = parse(line);
            String id = text(line, json, "/_id");
            String passage = passages.get(id);
            if (passage == null) {
                throw line.bad("_id", id, "judged in qrels/test.tsv");
            }
            queries.add(new InstructedQuery(
                    text(line, json, "/metadata/origin_query"), text(line, json, "/text"), passage));
        }
        return queries;
    }

    private static Map<String, String> judged(Path folder) {
        Map<String, String> passages = new HashMap<>();
        for (Line line : SourceFile.of(folder, "qrels/test.tsv").lines(StandardCharsets.UTF_8)) {
            String[] fields = line.fields(3);
            if (line.number() > 1 && passages.put(fields[0], original(fields[1])) != null) {
                throw line.bad("qid", fields[0], "there once");
            }
        }
        return passages;
    }

    private static String original(String rewritten) {
        int end = rewritten.indexOf('_');
        return end < 0 ? rewritten : rewritten.substring(0, end);
    }

    private static JsonNode parse(Line line) {
        try {
            return JSON.readTree(line.text());
        } catch (JsonProcessingException broken) {
            throw VizslaException.of(
                    ErrorCode.INVALID_JSON,
                    line.file().name() + " line " + line.number() + ": is not valid JSON: "
                            + broken.getOriginalMessage(),
                    broken);
        }
    }

    private static String text(Line line, JsonNode json, String pointer) {
        JsonNode text = json.at(pointer);
        if (!text.isTextual() || text.asText().isBlank()) {
            throw line.bad(pointer.substring(1), text.isMissingNode() ? "nothing" : text, "a string that is not blank");
        }
        return text.asText();
    }
}
