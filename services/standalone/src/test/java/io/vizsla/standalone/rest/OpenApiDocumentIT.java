package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.testkit.PythonEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document is one, by the specification's schema and the rules beside it; {@link OpenApiFuzzIT} tells whether it is true. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class OpenApiDocumentIT {

    private static final String PROGRAM = "openapi-spec-validator";

    @TempDir
    private Path folder;

    private final JsonNode document = new Rest().get("/q/openapi?format=json").json();

    @Test
    void isValid() throws Exception {
        assertThat(document.at("/openapi").asText()).startsWith("3.");
        assertThat(validate(document)).contains("OK");
    }

    /** The validator follows no references out of bodies. */
    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isObject())
                    .as(reference)
                    .isTrue();
        });
    }

    @Test
    void whatIsWrongWouldBeFound() throws Exception {
        ObjectNode untitled = document.deepCopy();
        ((ObjectNode) untitled.at("/info")).remove("title");
        ObjectNode twice = document.deepCopy();
        ((ObjectNode) twice.at("/paths/~1v1~1rerank/post")).put("operationId", "embed");

        // Where there is no Python the test ends here, before an error is expected.
        assertThat(validate(document)).contains("OK");
        assertThatThrownBy(() -> validate(untitled))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("title");
        assertThatThrownBy(() -> validate(twice))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'embed'");
    }

    private String validate(JsonNode checked) throws Exception {
        Path file = folder.resolve("openapi.json");
        Files.writeString(file, checked.toString());
        return PythonEnvironment.of(PROGRAM, PROGRAM + "==0.9.0").run(Map.of(), PROGRAM, file.toString());
    }
}
