package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {

    private static final String TRAIN = "POST /v1/training";

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance().on(TRAIN, 202, "{\"id\":\"job-1\",\"state\":\"WAITING\"}");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void aReplayIsAskedForByItsModelAlone() {
        Cli begun = Cli.run(instance, "train", "--replay", "tuned", "--no-wait");

        assertThat(begun.exitCode()).as(begun.err()).isZero();
        assertThat(instance.asked(TRAIN))
                .extracting(FakeInstance.Asked::body)
                .containsExactly("{\"replay\":\"tuned\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "--seed 2, --seed",
        "--keep, --keep",
        "--split train, --split",
        "--threads 1 --precision fp32, '--precision, --threads'",
        "--kind student --student small --pairs both, '--kind, --pairs, --student'",
        "--judgements folder --folds 2 --epochs 3 --strategy query-only, '--epochs, --folds, --judgements, --strategy'"
    })
    void aReplayRefusesWhatItWouldNotDoByName(String options, String named) {
        Cli refused = Cli.run(instance, ("train --replay tuned " + options).split(" "));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("takes no " + named + " beside it");
        assertThat(instance.asked(TRAIN)).isEmpty();
    }

    @Test
    void aStudentIsSaidToKeepAndNotToBeBetter() {
        Cli passed = over("student", "PASSED", true);
        Cli refused = over("student", "REFUSED", false);

        assertThat(passed.out())
                .contains("Keeps enough of its teacher: small-1 reads the queries now.")
                .contains("TEACHER")
                .contains("STUDENT")
                .doesNotContain("Better");
        assertThat(refused.out())
                .contains("Keeps too little of its teacher: small-1 is kept and does not serve.")
                .doesNotContain("Not better");
    }

    @Test
    void otherKindsAreBetterOrNot() {
        assertThat(over("adapter", "PASSED", false).out())
                .contains("Better: small-1 is kept.")
                .contains("BEFORE");
        assertThat(over("adapter", "REFUSED", false).out()).contains("Not better: small-1 is kept and does not serve.");
    }

    @Test
    void aModelOfBothSidesIsWatchedUntilItsDocumentsAreIndexed() {
        instance.on(
                "GET /v1/collections/docs/rebuild",
                200,
                "{\"collection\":\"docs\",\"state\":\"done\",\"from\":{\"model\":\"old\"},\"to\":{\"model\":\"small-1\"}}");

        Cli passed = over("both-sides", "compensate", "PASSED", true);

        assertThat(passed.exitCode()).as(passed.err()).isZero();
        assertThat(passed.out())
                .contains("Better: small-1 reads both sides; the documents are being indexed anew.")
                .contains("docs is served by an index of small-1. Before: old;")
                .doesNotContain("Back again");
        assertThat(instance.asked(TRAIN).getLast().body()).contains("\"strategy\":\"compensate\"");
        assertThat(over("both-sides", "reindex", "REFUSED", false).out())
                .contains("Not better: small-1 is kept and does not serve.");
    }

    private Cli over(String kind, String state, boolean isPromoted) {
        return over(kind, "query-only", state, isPromoted);
    }

    private Cli over(String kind, String strategy, String state, boolean isPromoted) {
        instance.on(
                "GET /v1/training/job-1",
                200,
                "{\"id\":\"job-1\",\"collection\":\"docs\",\"kind\":\"" + kind + "\",\"strategy\":\"" + strategy
                        + "\",\"state\":\"" + state
                        + "\",\"model\":\"small-1\",\"promoted\":" + isPromoted
                        + ",\"comparisons\":[{\"name\":\"dense\",\"group\":\"unseen\",\"queries\":20,\"before\":0.7,"
                        + "\"after\":0.65,\"p\":0.1}],\"reasons\":[\"so it is\"]}");
        instance.on("GET /v1/training/job-1/events", 200, "");
        return Cli.run(instance, "train", "docs", "--kind", kind, "--strategy", strategy);
    }
}
