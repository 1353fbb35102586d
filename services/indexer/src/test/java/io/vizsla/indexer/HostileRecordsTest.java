package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.Verb;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.SharedModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records on our own topics that somebody else wrote: each part of each kind in turn is replaced by what it should not be. A
 * reader takes it or says what is wrong; anything else that it threw would keep every process from following the topic.
 */
class HostileRecordsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "0",
            "-1",
            "2147483648",
            "9223372036854775807",
            "1e400",
            "0.5",
            "\"\"",
            "\"x\"",
            "\"\\u0000\\ud800\"",
            "\"../../x\"",
            "[]",
            "[null]",
            "[[1]]",
            "{}",
            "{\"x\": null}",
            "{\"x\": {\"x\": 1}}",
            "{\"\": 1}");

    static Stream<Arguments> kinds() {
        CollectionSpec spec = new CollectionSpec(
                "docs",
                "fake",
                "en",
                new Cutting(32, 4),
                FieldSchema.of(Map.of("org", FieldType.TENANT, "year", FieldType.INTEGER)),
                Map.of("topK", 3, "fusion", Map.of("kind", "scores")));
        ModelFile file =
                new ModelFile("model.onnx", SHA, 12, List.of(new ModelFile("model.onnx.data", SHA, 7, List.of())));
        DocumentRef document = new DocumentRef("docs", "a");
        return Stream.of(
                kind("collection", CollectionJson.write(spec), CollectionJson::read),
                kind("rebuild", RebuildJson.write(Rebuild.anew(spec, spec.withGeneration(1))), RebuildJson::read),
                kind(
                        "key",
                        AccessKeyJson.write(new AccessKey(
                                "k3b2x7qa",
                                "chat",
                                SHA,
                                Set.of(Verb.READ),
                                Set.of("docs", "team-*"),
                                "acme",
                                Instant.EPOCH,
                                Instant.EPOCH.plusSeconds(5))),
                        AccessKeyJson::read),
                kind("model", SharedModelJson.write(new SharedModel("own", SHA, List.of(file))), SharedModelJson::read),
                kind(
                        "note",
                        RebuildNoteJson.write(new RebuildNote(
                                "one", "docs@1", Map.of("docs", new RebuildNote.Stop("topic", Map.of(0, 7L))))),
                        RebuildNoteJson::read),
                kind(
                        "standing",
                        RebuildStandingJson.write(new RebuildStanding(
                                "docs@1", RebuildProgress.State.FAILED, 3, 4, 5, "no disk", Instant.EPOCH)),
                        RebuildStandingJson::read),
                kind(
                        "status",
                        StatusJson.write(new DocumentStatus(
                                document,
                                DocumentState.FAILED,
                                7,
                                SHA,
                                "1",
                                2,
                                "title",
                                new Failure(ErrorCode.INVALID_JSON, "no JSON"),
                                new LogPosition(1, 7),
                                Instant.EPOCH)),
                        StatusJson::read),
                kind(
                        "judgement",
                        JudgementJson.write(
                                new Judgement(document, "a query", 1, 2, Judgement.Source.JUDGED, null, Instant.EPOCH)),
                        JudgementJson::read));
    }

    private static Arguments kind(String name, byte[] sample, Function<byte[], Object> reader) {
        return Arguments.of(name, sample, reader);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void eachPartMayBeAnythingElse(String name, byte[] sample, Function<byte[], Object> reader) throws Exception {
        assertThatCode(() -> reader.apply(sample)).as("the sample").doesNotThrowAnyException();
        Map<String, Throwable> broken = new TreeMap<>();
        int mutants = 0;
        for (byte[] mutant : mutants(sample)) {
            mutants++;
            try {
                var _ = reader.apply(mutant);
            } catch (VizslaException told) {
                assertThat(told.detail()).isNotBlank();
            } catch (Throwable other) {
                broken.put(new String(mutant, StandardCharsets.UTF_8), other);
            }
        }
        assertThat(mutants).isGreaterThan(3 * STRANGE.size());
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "nothing", "[]", "7", "\"text\"", "{} {}", "{\"name\": }"})
    void whatIsNoObjectIsSaidToBeNone(String value) {
        kinds().forEach(kind -> {
            @SuppressWarnings("unchecked")
            Function<byte[], Object> reader = (Function<byte[], Object>) kind.get()[2];
            try {
                var _ = reader.apply(value.getBytes(StandardCharsets.UTF_8));
            } catch (VizslaException told) {
                assertThat(told.detail()).isNotBlank();
            }
        });
    }

    /** Returns the sample with each of its parts replaced by each strange value, left out, or under another name. */
    private static List<byte[]> mutants(byte[] sample) throws Exception {
        List<byte[]> mutants = new ArrayList<>();
        int parts = parts(JSON.readTree(sample)).size();
        for (int part = 0; part < parts; part++) {
            for (String strange : STRANGE) {
                JsonNode value = JSON.readTree(strange);
                mutants.add(mutant(sample, part, place -> place.set(value)));
            }
            mutants.add(mutant(sample, part, Place::remove));
            mutants.add(mutant(sample, part, Place::rename));
        }
        return mutants;
    }

    private static byte[] mutant(byte[] sample, int part, Consumer<Place> change) throws Exception {
        JsonNode tree = JSON.readTree(sample);
        change.accept(parts(tree).get(part));
        return JSON.writeValueAsBytes(tree);
    }

    private static List<Place> parts(JsonNode node) {
        List<Place> parts = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                parts.add(new Place(object, entry.getKey(), 0));
                parts.addAll(parts(entry.getValue()));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                parts.add(new Place(array, "", i));
                parts.addAll(parts(array.get(i)));
            }
        }
        return parts;
    }

    /** Where a value stands: in an object under a name, or in a list. */
    private record Place(JsonNode parent, String name, int index) {

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }

        void rename() {
            if (parent instanceof ObjectNode object) {
                object.set(name + "?", object.remove(name));
            }
        }
    }
}
