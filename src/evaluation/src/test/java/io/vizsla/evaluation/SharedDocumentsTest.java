package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedDocumentsTest {

    @Test
    void onlyADocumentThatIsRelevantOnBothSidesIsShared() {
        Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
        judged.put("answered alike", Map.of("a", 2, "b", 1));
        judged.put("looked at here", Map.of("a", 0, "c", 1));
        judged.put("looked at there", Map.of("d", 1));
        judged.put("without an answer", Map.of("a", 0));
        judged.put("second of its kind", Map.of("a", 1));
        Qrels others = Qrels.of(Map.of("learned", Map.of("a", 1, "d", 0), "also learned", Map.of("e", 1)));

        SharedDocuments told = SharedDocuments.of(Qrels.of(judged), others);

        assertThat(told.sharing().queries()).containsExactly("answered alike", "second of its kind");
        assertThat(told.apart().queries()).containsExactly("looked at here", "looked at there", "without an answer");
        assertThat(told.sharing().of("answered alike")).isEqualTo(judged.get("answered alike"));
        assertThat(told.apart().of("looked at here")).isEqualTo(judged.get("looked at here"));
    }
}
