package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that reads along: begun, looked at, ended. */
class ModelsChallengeCommandTest {

    private static final String MODEL = "/v1/collections/docs/model";
    private static final String ALONE = "{\"model\":\"bge\",\"champion\":\"bge\"}";
    private static final String BOTH = "{\"model\":\"bge\",\"champion\":\"bge\",\"challenger\":\"tuned\",\"shadow\":{"
            + "\"champion\":\"bge\",\"challenger\":\"tuned\",\"queries\":40,\"left\":2,\"failed\":1,\"overlap\":0.825,"
            + "\"rankBiasedOverlap\":0.9,\"championMillis\":8.04,\"challengerMillis\":9.96,\"judged\":0}}";

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance()
                .on("GET " + MODEL, 200, BOTH)
                .on(
                        "POST " + MODEL + "/challenger",
                        200,
                        "{\"model\":\"bge\",\"champion\":\"bge\",\"challenger\":\"tuned\"}")
                .on("DELETE " + MODEL + "/challenger", 200, ALONE);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void aNamedModelBegins() {
        Cli begun = Cli.run(instance, "models", "challenge", "docs", "tuned");

        assertThat(begun.exitCode()).as(begun.err()).isZero();
        assertThat(instance.asked("POST " + MODEL + "/challenger"))
                .extracting(FakeInstance.Asked::body)
                .containsExactly("{\"model\":\"tuned\"}");
        assertThat(begun.out()).contains("tuned reads along with bge on docs: 0 searches compared");
    }

    @Test
    void withoutANameItIsCompared() {
        Cli shown = Cli.run(instance, "models", "challenge", "docs");

        assertThat(shown.out())
                .contains("40 searches compared, 2 left out, 1 failed.")
                .containsPattern("mean ms of a search +8\\.0 +10\\.0")
                .containsPattern("nDCG@10 on 0 judged +- +-");
        assertThat(Cli.run(instance, "models", "challenge", "docs", "--json").out())
                .contains("\"overlap\"");
        assertThat(instance.asked("POST " + MODEL + "/challenger")).isEmpty();
    }

    @Test
    void endingTellsWhoReadsAlone() {
        Cli ended = Cli.run(instance, "models", "challenge", "docs", "--end");

        assertThat(ended.out()).contains("The queries of docs are read by bge. No model reads along.");
        assertThat(instance.asked("DELETE " + MODEL + "/challenger")).hasSize(1);
    }

    @Test
    void beginningAndEndingAtOnceIsRefused() {
        Cli refused = Cli.run(instance, "models", "challenge", "docs", "tuned", "--end");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(instance.asked("DELETE " + MODEL + "/challenger")).isEmpty();
    }
}
