package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingJobTest {

    @Test
    void aTrainedModelIsNamedAfterItsParentAndItsJob() {
        assertThat(TrainingJob.modelName("bge-small-en-v1.5", "docs-20260101-120000"))
                .isEqualTo("bge-small-en-v1.5-docs-20260101-120000");
    }

    @Test
    void ofALongNameAsMuchIsTakenAsHasRoom() {
        String job = "c".repeat(63) + "-20260101-120000";

        String name = TrainingJob.modelName("m".repeat(128), job);

        assertThat(name).hasSize(128).startsWith("mmm").endsWith("-" + job);
    }
}
