package io.vizsla.query.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatJudgeTest {

    private static final Pattern SHOWN = Pattern.compile("(\\d+):\n<passage>\n(.*)\n</passage>");

    private final FakeEncoder encoder = new FakeEncoder();
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));
    private final List<ChunkId> passages = new ArrayList<>();

    @BeforeEach
    void fill() {
        List<EncodedChunk> rows = new ArrayList<>();
        for (String text : List.of("cats sleep all day", "dogs bark", "cats are animals")) {
            ChunkId id = new ChunkId(new DocumentRef("docs", text.replace(' ', '-')), 0);
            passages.add(id);
            Chunk chunk = new Chunk(id, 1, "", List.of(), text, 0, text.length(), Map.of(), "");
            rows.add(new EncodedChunk(
                    chunk, encoder.encode(List.of(EncodingInput.passage(text))).dense()[0], null));
        }
        index.upsert(new Batch(rows));
        index.flush();
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void gradesAllPassagesWithOneAnswer() throws Exception {
        try (ScriptedChat chat = new ScriptedChat(
                grading(Map.of("cats sleep all day", "3", "dogs bark", "0", "cats are animals", "1")))) {
            Map<ChunkId, Double> grades = new ChatJudge(chat.client()).of(index, "how long do cats sleep", passages);

            assertThat(chat.asked).hasSize(1);
            assertThat(grades)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(passages.get(0), 3.0, passages.get(1), 0.0, passages.get(2), 1.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1: 3\n2: 0", "I cannot judge this.", "1: 3\n2: 9\n3: 0", "99: 1", ""})
    void saysNothingWhereAGradeIsMissing(String said) throws Exception {
        try (ScriptedChat chat = new ScriptedChat(text -> said)) {
            assertThat(new ChatJudge(chat.client()).of(index, "cats", passages)).isEmpty();
        }
    }

    /** With nothing to grade any answer would be complete, an empty one too. */
    @Test
    void nobodyIsAskedAboutPassagesThatAreGone() throws Exception {
        try (ScriptedChat chat = new ScriptedChat(text -> "1: 3")) {
            Map<ChunkId, Double> grades = new ChatJudge(chat.client())
                    .of(index, "cats", List.of(new ChunkId(new DocumentRef("docs", "gone"), 0)));

            assertThat(grades).isEmpty();
            assertThat(chat.asked).isEmpty();
        }
    }

    @Test
    void theFirstGradeOfAPassageCounts() throws Exception {
        try (ScriptedChat chat = new ScriptedChat(text -> "1: 1\n2: 1\n3: 1\n3: 3")) {
            assertThat(new ChatJudge(chat.client()).of(index, "cats", passages).values())
                    .containsOnly(1.0);
        }
    }

    private static UnaryOperator<String> grading(Map<String, String> grades) {
        return text -> {
            StringBuilder said = new StringBuilder();
            Matcher shown = SHOWN.matcher(text);
            while (shown.find()) {
                said.append(shown.group(1))
                        .append(": ")
                        .append(grades.get(shown.group(2)))
                        .append('\n');
            }
            return said.toString();
        };
    }
}
