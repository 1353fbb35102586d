package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.testkit.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The instance does what its OpenAPI document says: Schemathesis asks every operation for what the document allows and for what
 * it does not, and looks for server errors, and for statuses, media types and bodies that are not documented. The seed is
 * {@code vizsla.fuzz.seed}, the number of made-up cases of each operation {@code vizsla.fuzz.cases}; those of the document's
 * bounds come on top. A run that takes longer than {@code vizsla.fuzz.minutes} fails.
 */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class OpenApiFuzzIT {

    private static final String SEED = System.getProperty("vizsla.fuzz.seed", "1");
    private static final String CASES = System.getProperty("vizsla.fuzz.cases", "3");
    private static final int MINUTES = Integer.getInteger("vizsla.fuzz.minutes", 10);

    private static final Path RULES = Path.of("src/test/resources/openapi");

    private final Rest rest = new Rest();

    @BeforeEach
    void fill() {
        rest.put("/v1/collections/fuzz", "{\"fields\":{\"year\":\"integer\",\"kind\":\"keyword\"}}");
        rest.put("/v1/collections/fuzz/documents/vizsla?wait=indexed", "{\"text\":\"The Vizsla is a pointing dog.\"}");
        rest.put("/v1/collections/fuzz/documents/owl?wait=indexed", "{\"text\":\"The barn owl hunts by ear.\"}");
        rest.put("/v1/collections/gone", "{}");
    }

    @Test
    void doesWhatTheDocumentSays(@TempDir Path folder) throws Exception {
        PythonEnvironment python = PythonEnvironment.of(
                "schemathesis", "schemathesis==4.32.5", "hypothesis==6.170.15", "jsonschema-rs==0.60.3");

        Path log = folder.resolve("run.txt");
        int exit = run(python.program("st"), folder, log);

        String told = Files.readString(log);
        assertThat(exit).as("seed %s: %s", SEED, told).isZero();
        assertThat(told).containsPattern("Tested: +" + operations() + "\n");
        Answer after = rest.get("/v1/collections/fuzz");
        assertThat(after.status()).as("%s", after).isEqualTo(200);
    }

    private static int run(Path program, Path folder, Path log) throws IOException, InterruptedException {
        String url = "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        program.toString(),
                        "--no-color",
                        "--config-file",
                        RULES.resolve("schemathesis.toml").toAbsolutePath().toString(),
                        "run",
                        url + "/q/openapi?format=json",
                        "--url",
                        url,
                        "--max-examples",
                        CASES,
                        "--seed",
                        SEED,
                        "--no-shrink"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "SCHEMATHESIS_HOOKS",
                        RULES.resolve("lines.py").toAbsolutePath().toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended)
                .as("ended within %d minutes: %s", MINUTES, Files.readString(log))
                .isTrue();
        return process.exitValue();
    }

    private int operations() {
        int[] count = new int[1];
        rest.get("/q/openapi?format=json")
                .json()
                .at("/paths")
                .forEach(path -> path.forEach(operation -> count[0] += operation.has("responses") ? 1 : 0));
        return count[0];
    }
}
