package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The four things that passages are looked up for. */
@QuarkusTest
@TestProfile(SinglePrecisionProfile.class)
class RolesIT extends Searching {

    private static final List<String> ROLES = List.of("knowledge", "tool", "example", "memory");
    private static final String TEXT = "The Vizsla points at game birds.";

    @Test
    void theSameTextUnderFourRolesNeverCrosses() throws IOException {
        TestModels.copy("all-minilm-l6-v2", "minilm-crossing", TestModels::addRoles);
        for (String role : ROLES) {
            for (String model : List.of("all-minilm-l6-v2", "minilm-crossing")) {
                String name = role + "-" + model.substring(0, 6);
                collection(name, "{\"role\":\"" + role + "\",\"model\":\"" + model + "\"}");
                document(name, "of-" + name, TEXT);
            }
        }

        for (String role : ROLES) {
            for (String name : List.of(role + "-all-mi", role + "-minilm")) {
                for (String mode : List.of("hybrid", "dense", "lexical")) {
                    JsonNode hits = search(name, "{\"query\":\"" + TEXT + "\",\"mode\":\"" + mode + "\"}")
                            .at("/hits");
                    assertThat(hits.findValuesAsText("documentId")).containsExactly("of-" + name);
                }
                assertThat(rest.get("/v1/collections/" + name)
                                .json()
                                .at("/role")
                                .asText())
                        .isEqualTo(role);
            }
        }
    }

    @Test
    void eachRoleHasPromptsOfItsOwnWhereTheModelHasThem() throws IOException {
        TestModels.copy("all-minilm-l6-v2", "minilm-roles", TestModels::addRoles);

        for (String type : List.of("query", "passage")) {
            List<double[]> own = vectors("minilm-roles", type);
            List<double[]> alike = vectors("all-minilm-l6-v2", type);
            for (int i = 0; i < ROLES.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(cosine(own.get(i), own.get(j))).isLessThan(0.999);
                    assertThat(alike.get(i)).isEqualTo(alike.get(j));
                }
            }
        }
    }

    @Test
    void aSearchReadsThePromptOfItsCollectionsRole() throws IOException {
        TestModels.copy("all-minilm-l6-v2", "minilm-prompts", TestModels::addRoles);
        for (String role : ROLES) {
            String name = "prompt-" + role;
            collection(name, "{\"role\":\"" + role + "\",\"model\":\"minilm-prompts\"}");
            document(name, "d", TEXT);
            JsonNode answer = search(name, "{\"query\":\"pointing dogs\",\"mode\":\"dense\",\"explain\":true}");
            String embed = "{\"model\":\"minilm-prompts\",\"collection\":\"" + name + "\",\"input\":";
            double[] query = embed(embed + "\"pointing dogs\",\"input_type\":\"query\"}");
            double[] passage = embed(embed + Rest.quoted(TEXT) + "}");

            assertThat(step(answer, "encode").at("/prompt/0").asText())
                    .isEqualTo("Find the " + role + " for this: pointing dogs");
            assertThat(answer.at("/hits/0/signals/dense").asDouble()).isCloseTo(cosine(query, passage), within(0.02));
        }
    }

    @Test
    void theRoleStaysWhileThereAreDocuments() {
        collection("stays", "{\"role\":\"tool\"}");
        assertThat(rest.put("/v1/collections/stays", "{\"role\":\"example\"}").status())
                .isEqualTo(200);
        document("stays", "d", TEXT);

        problem(rest.put("/v1/collections/stays", "{\"role\":\"memory\"}"), 409, "conflict", "role");
        problem(rest.put("/v1/collections/stays", "{\"role\":\"oracle\"}"), 400, "invalid_argument", "role");
        assertThat(rest.get("/v1/collections/stays").json().at("/role").asText())
                .isEqualTo("example");
    }

    @Test
    void aMemoryComesWithWhatFollowedIt() {
        String talk = "My dog is called Bela. She is a Vizsla and very fast.\n\n"
                + "You said that the garden has a high fence. It is new.\n\n"
                + "The next walk is on Sunday at noon. We meet at the lake.\n\n"
                + "Please bring the red ball. She likes no other toy.";
        for (String role : List.of("memory", "knowledge")) {
            collection(
                    "talk-" + role,
                    "{\"role\":\"" + role + "\",\"cutting\":{\"maxTokens\":20,\"overlap\":0},"
                            + "\"pipeline\":{\"select\":{\"perDocument\":100}}}");
            document("talk-" + role, "monday", talk);
            document("talk-" + role, "tuesday", "Nothing was said.");
        }
        JsonNode chunks =
                rest.get("/v1/collections/talk-memory/documents/monday").json().at("/chunks");
        assertThat(chunks.size()).isGreaterThan(2);

        JsonNode answer = search("talk-memory", "{\"query\":\"the dog and the garden\",\"explain\":true}");

        assertThat(answer.at("/hits")).hasSize(chunks.size() + 1);
        for (JsonNode hit : answer.at("/hits")) {
            String id = hit.at("/chunkId").asText();
            int next = Integer.parseInt(id.substring(id.indexOf('#') + 1)) + 1;
            assertThat(hit.has("following")).isTrue();
            if (hit.at("/documentId").asText().equals("monday") && next < chunks.size()) {
                assertThat(hit.at("/following").asText())
                        .isEqualTo(chunks.get(next).at("/text").asText());
            } else {
                assertThat(hit.at("/following").isNull()).isTrue();
            }
        }
        assertThat(step(answer, "follow").at("/followed").asInt()).isEqualTo(chunks.size() - 1);
        JsonNode known = search("talk-knowledge", "{\"query\":\"the dog and the garden\",\"explain\":true}");
        assertThat(known.at("/hits/0").has("following")).isFalse();
        assertThat(step(known, "follow").isMissingNode()).isTrue();
    }

    private List<double[]> vectors(String model, String type) {
        List<double[]> vectors = new ArrayList<>();
        for (String role : ROLES) {
            vectors.add(embed("{\"model\":\"" + model + "\",\"role\":\"" + role + "\",\"input_type\":\"" + type
                    + "\",\"input\":" + Rest.quoted(TEXT) + "}"));
        }
        return vectors;
    }
}
